import type { EvidenceInput } from './contract.ts';

/** What a host gives its face: files that the person chose, places for cases, and the line to the engine. */
export interface InterloperHost {
  readonly kind: 'desktop' | 'loopback';
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
  /** The same for a picture. */
  saveBytes(suggestedName: string, bytes: Uint8Array): Promise<boolean>;
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
  requestLine(): Promise<void>;
  chooseEvidence(): Promise<EvidenceInput[]>;
  chooseFolder(): Promise<EvidenceInput[]>;
  pathsOfFiles(files: readonly File[]): EvidenceInput[];
  chooseCase(): Promise<string | null>;
  chooseNewCase(suggestedName: string): Promise<string | null>;
  defaultCasePath(name: string): Promise<string>;
  saveText(suggestedName: string, text: string): Promise<boolean>;
  saveBytes(suggestedName: string, bytes: Uint8Array): Promise<boolean>;
}

/** The message that brings the page its port, and the channels between the preload script and the main process. */
export const LINE_MESSAGE = 'interloper:line';
export const CHANNEL = {
  requestLine: 'engine.line',
  line: 'engine.line.port',
  chooseEvidence: 'evidence.choose',
  chooseFolder: 'folder.choose',
  chooseCase: 'case.choose',
  chooseNewCase: 'case.choose-new',
  defaultCasePath: 'case.default-path',
  saveText: 'text.save',
  saveBytes: 'bytes.save',
} as const;
