import type { HuntDeclaration, HuntDefinition } from '../../../shared/definitions.ts';
import { Rule } from '../../../shared/rules.ts';
import { parametersOf } from './kinds/compile.ts';

type Modules = Record<string, { hunt: HuntDeclaration }>;

/** Throws where the rule is not one of ours. */
export function huntFrom(declared: HuntDeclaration): HuntDefinition {
  const rule = Rule.parse(declared.rule);
  return { ...declared, rule, parameters: parametersOf(rule, declared.entity), own: null };
}

/** The definitions of `./<id>/hunt.ts`, by id. Throws on one whose id is not the name of its folder. */
export function collectHunts(modules: Modules): readonly HuntDefinition[] {
  return Object.entries(modules)
    .map(([path, { hunt }]) => {
      const folder = path.split('/').at(-2);
      if (hunt.id !== folder) throw new Error(`hunt "${hunt.id}" lies in folder "${folder}"`);
      return huntFrom(hunt);
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The built-in ones: `own-hunts/registry.ts` has those of a case beside them. */
export const hunts = collectHunts(import.meta.glob<Modules[string]>('./*/hunt.ts', { eager: true }));
