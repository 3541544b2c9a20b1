import { checkTree } from '../../../shared/check-tree.ts';
import type { TreeDefinition } from '../../../shared/definitions.ts';

type Modules = Record<string, { tree: TreeDefinition }>;

/** The definitions of `./<id>/tree.ts`, by id. Throws on one whose id is not the name of its folder, and on one that is not fit. */
export function collectTrees(modules: Modules): readonly TreeDefinition[] {
  return Object.entries(modules)
    .map(([path, { tree }]) => {
      const folder = path.split('/').at(-2);
      if (tree.id !== folder) throw new Error(`tree "${tree.id}" lies in folder "${folder}"`);
      const [problem] = checkTree(tree);
      if (problem) throw new Error(`tree "${tree.id}": ${problem}`);
      return tree;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const trees = collectTrees(import.meta.glob<Modules[string]>('./*/tree.ts', { eager: true }));

/** Throws on an id that no tree has. */
export function treeOf(id: string): TreeDefinition {
  const tree = trees.find((one) => one.id === id);
  if (!tree) throw new Error(`no such tree: ${JSON.stringify(id)}`);
  return tree;
}
