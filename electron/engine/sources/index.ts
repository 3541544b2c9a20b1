import type { SourceDefinition, SourceShape } from '../../../shared/definitions.ts';

type Modules = Record<string, { source: SourceDefinition }>;

/** The definitions of `./<id>/source.ts`, by id. Throws on one whose id is not the name of its folder. */
export function collectSources(modules: Modules): readonly SourceDefinition[] {
  return Object.entries(modules)
    .map(([path, { source }]) => {
      const folder = path.split('/').at(-2);
      if (source.id !== folder) throw new Error(`source "${source.id}" lies in folder "${folder}"`);
      return source;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const sources = collectSources(import.meta.glob<Modules[string]>('./*/source.ts', { eager: true }));

/** Keys whose array holds the records of an envelope, of all sources. */
export const containerKeys: readonly string[] = [
  ...new Set(sources.flatMap((source) => source.containers)),
].sort();

/** Those of them whose key goes with each record. */
export const namedContainers: readonly string[] = sources.flatMap((source) => source.namedContainers ?? []);

/** By container, the fields of its envelope that go with each record. */
export const headFields: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  sources.flatMap((source) => Object.entries(source.headFields ?? {})),
);

/** By container, the keys of its elements that hold the records in turn. */
export const nestedContainers: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  sources.flatMap((source) => Object.entries(source.nestedContainers ?? {})),
);

/** Containers whose elements are lists of fields. */
export const rowContainers: readonly string[] = sources.flatMap((source) => source.rowContainers ?? []);

export interface Recognised {
  source: SourceDefinition;
  shape: SourceShape;
}

/** Whose record this is, by its content alone; `null` when no source knows it. */
export function recogniseRecord(record: Record<string, unknown>): Recognised | null {
  for (const source of sources) {
    const shape = source.shapes.find((candidate) => candidate.recognise(record));
    if (shape) return { source, shape };
  }
  return null;
}
