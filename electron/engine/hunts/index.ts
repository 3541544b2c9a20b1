import type { HuntDefinition } from '../../../shared/definitions.ts';

type Modules = Record<string, { hunt: HuntDefinition }>;

/** The definitions of `./<id>/hunt.ts`, by id. Throws on one whose id is not the name of its folder. */
export function collectHunts(modules: Modules): readonly HuntDefinition[] {
  return Object.entries(modules)
    .map(([path, { hunt }]) => {
      const folder = path.split('/').at(-2);
      if (hunt.id !== folder) throw new Error(`hunt "${hunt.id}" lies in folder "${folder}"`);
      return hunt;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const hunts = collectHunts(import.meta.glob<Modules[string]>('./*/hunt.ts', { eager: true }));

/** Throws on an id that no hunt has. */
export function huntOf(id: string): HuntDefinition {
  const hunt = hunts.find((one) => one.id === id);
  if (!hunt) throw new Error(`no such hunt: ${JSON.stringify(id)}`);
  return hunt;
}
