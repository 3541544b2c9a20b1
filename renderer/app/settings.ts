import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Language as Spoken } from '../../shared/host.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'normal' | 'compact';
export type Language = 'system' | Spoken;

/** What the desk remembers of a person's taste between two starts; never anything of a case. */
interface Settings {
  theme: Theme;
  density: Density;
  language: Language;
  navigationNarrow: boolean;
  facetsOpen: boolean;
  columns: readonly string[];
  /** The tour of the sample case was ended, or left. */
  tourEnded: boolean;
  set: (changes: Partial<Omit<Settings, 'set'>>) => void;
}

export const DEFAULT_COLUMNS: readonly string[] = [
  'timestamp',
  'event_dataset',
  'user_name',
  'event_action',
  'event_outcome',
  'source_address',
  'source_country_iso_code',
  'source_as_organization_name',
  'client_name',
];

/** A private window may refuse storage: then nothing is remembered, and nothing breaks. */
function storage(): Storage {
  try {
    return window.localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      length: 0,
      clear: () => kept.clear(),
      key: () => null,
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    };
  }
}

export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      theme: 'system',
      density: 'normal',
      language: 'system',
      navigationNarrow: false,
      facetsOpen: true,
      columns: DEFAULT_COLUMNS,
      tourEnded: false,
      set: (changes) => set(changes),
    }),
    { name: 'interloper.desk', version: 1, storage: createJSONStorage(storage) },
  ),
);

/** The language that is spoken under a setting: of the languages of the system only the first counts. */
export const spoken = (language: Language): Spoken =>
  language === 'system' ? (/^ja\b/i.test(navigator.language) ? 'ja' : 'en') : language;
