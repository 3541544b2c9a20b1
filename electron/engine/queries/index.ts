import type { QueryDefinition } from '../../../shared/query.ts';

type Modules = Record<string, { query: QueryDefinition }>;

/** The definitions of `./<id>/query.ts`, by id. Throws on one whose id is not the name of its folder. */
export function collectQueries(modules: Modules): readonly QueryDefinition[] {
  return Object.entries(modules)
    .map(([path, { query }]) => {
      const folder = path.split('/').at(-2);
      if (query.id !== folder) throw new Error(`query "${query.id}" lies in folder "${folder}"`);
      return query;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const queries = collectQueries(import.meta.glob<Modules[string]>('./*/query.ts', { eager: true }));

/** Throws on an id that no query has. */
export function queryOf(id: string): QueryDefinition {
  const query = queries.find((one) => one.id === id);
  if (!query) throw new Error(`no such query: ${JSON.stringify(id)}`);
  return query;
}
