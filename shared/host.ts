import type { EvidenceInput } from './contract.ts';

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a host gives its face: files that the person chose, places for cases, and the line to the engine. */
export interface InterloperHost {
  readonly kind: 'desktop' | 'loopback';
  /** What the host itself says is in this language from now on. */
  speak(language: Language): Promise<void>;
  connect(): Promise<EngineLine>;
  /** Empty when nothing was chosen. `copy` matters only where files must be copied to where the engine can read them. */
  chooseEvidence(copy?: CopyWatch): Promise<EvidenceInput[]>;
  chooseFolder(copy?: CopyWatch): Promise<EvidenceInput[]>;
  /** Call it inside the drop event: a page may read what was dropped only then. */
  pathsOfDrop(drop: Drop, copy?: CopyWatch): Promise<EvidenceInput[]>;
  /** An existing case file; `null` when none was chosen. */
  chooseCase(): Promise<string | null>;
  /** A path for a new case file. */
  chooseNewCase(suggestedName: string): Promise<string | null>;
  /** A free path for a case of this name in the usual folder, without asking. */
  defaultCasePath(name: string): Promise<string>;
  /** False when the person decided against it. */
  saveText(suggestedName: string, text: string): Promise<boolean>;
  /** The same for a file that is no text. */
  saveBytes(suggestedName: string, bytes: Uint8Array): Promise<boolean>;
  /** Shows the folder where what goes wrong is written, where this host can; gives its path in any case. */
  openLogs(): Promise<LogFolder>;
  /** Where the engine is to write what is saved: a file, or a new folder for several files. `null` when the person decided against it. */
  choosePlace(suggestedName: string, files: 'one' | 'several'): Promise<SavePlace | null>;
}

export interface LogFolder {
  path: string;
  /** False where a person has to go there. */
  opened: boolean;
}

/** A path for the engine, and the way from there to the person. */
export interface SavePlace {
  path: string;
  /** Several files are to be written as one ZIP file. */
  packed: boolean;
  /** Call it when the engine has written. */
  deliver(): Promise<void>;
  /** Call it when it has not. */
  discard(): Promise<void>;
}

/** One end of the line to the engine, as oRPC's message port adapter wants it. */
export interface EngineLine {
  postMessage(message: unknown): void;
  on(event: string, listener: (event?: { data: unknown }) => void): void;
}

/** What a drop event carries; a `DataTransfer` is one. */
export interface Drop {
  readonly files: ArrayLike<File>;
  readonly items: ArrayLike<{ webkitGetAsEntry(): unknown }>;
}

/** Follows files while a browser streams them to the engine's computer. Aborting removes what was copied. */
export interface CopyWatch {
  readonly signal?: AbortSignal;
  onProgress?(progress: CopyProgress): void;
}

export interface CopyProgress {
  name: string;
  files_done: number;
  files_total: number;
  bytes_done: number;
  bytes_total: number;
}

/** What the preload script shows the page as `window.interloperHost`. The line comes as a message with a port. */
export interface DesktopBridge {
  speak(language: Language): Promise<void>;
  requestLine(): Promise<void>;
  chooseEvidence(): Promise<EvidenceInput[]>;
  chooseFolder(): Promise<EvidenceInput[]>;
  pathsOfFiles(files: readonly File[]): EvidenceInput[];
  chooseCase(): Promise<string | null>;
  chooseNewCase(suggestedName: string): Promise<string | null>;
  defaultCasePath(name: string): Promise<string>;
  saveText(suggestedName: string, text: string): Promise<boolean>;
  openLogs(): Promise<LogFolder>;
  choosePlace(suggestedName: string): Promise<string | null>;
  saveBytes(suggestedName: string, bytes: Uint8Array): Promise<boolean>;
}

/** The message that brings the page its port, and the channels between the preload script and the main process. */
export const LINE_MESSAGE = 'interloper:line';
export const CHANNEL = {
  speak: 'language.speak',
  requestLine: 'engine.line',
  line: 'engine.line.port',
  chooseEvidence: 'evidence.choose',
  chooseFolder: 'folder.choose',
  chooseCase: 'case.choose',
  chooseNewCase: 'case.choose-new',
  defaultCasePath: 'case.default-path',
  saveText: 'text.save',
  openLogs: 'logs.open',
  choosePlace: 'place.choose',
  saveBytes: 'bytes.save',
} as const;
