import type { DataFile } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import type { Enrichment } from './shared/enrichment.ts';

const modules = import.meta.glob<{ enrichment: Enrichment }>('./*/enrichment.ts', { eager: true });

/** The enrichments of `./<id>/enrichment.ts`, by id; throws on one whose id is not the name of its folder. */
export const enrichments: readonly Enrichment[] = Object.entries(modules)
  .filter(([path]) => !path.startsWith('./shared/'))
  .map(([path, { enrichment }]) => {
    const folder = path.split('/').at(-2);
    if (enrichment.id !== folder) throw new Error(`enrichment "${enrichment.id}" lies in folder "${folder}"`);
    return enrichment;
  })
  .sort((a, b) => (a.id < b.id ? -1 : 1));

/** Every data file that answers come from. */
export async function dataFiles(
  connection: Connection | null,
  location: { resourcesPath: string; dataFolder?: string | undefined },
): Promise<DataFile[]> {
  const files: DataFile[] = [];
  for (const one of enrichments) files.push(...(await one.dataFiles(connection, location)));
  return files;
}
