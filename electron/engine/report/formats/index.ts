import type { ExportFormat } from './definition.ts';

type Modules = Record<string, { format: ExportFormat }>;

/** The definitions of `./<id>/format.ts`, by id. Throws on one whose id is not the name of its folder. */
export function collectFormats(modules: Modules): readonly ExportFormat[] {
  return Object.entries(modules)
    .map(([path, { format }]) => {
      const folder = path.split('/').at(-2);
      if (format.id !== folder) throw new Error(`format "${format.id}" lies in folder "${folder}"`);
      return format;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const formats = collectFormats(import.meta.glob<Modules[string]>('./*/format.ts', { eager: true }));

/** Throws on an id that no format has. */
export function formatOf(id: string): ExportFormat {
  const format = formats.find((one) => one.id === id);
  if (!format) throw new Error(`no such format: ${JSON.stringify(id)}`);
  return format;
}
