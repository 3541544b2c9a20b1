import type { OwnTree } from '../../shared/own-trees.ts';
import type { Engine } from '../app/engine-context.ts';
import { fakeOwnHunts } from './fake-own-hunts.ts';

/** Takes what the fake of own hunts takes; every text is the next version of its tree. */
export function fakeOwnTrees(): Engine['trees']['own'] {
  const hunts = fakeOwnHunts();
  let kept: OwnTree[] = [];
  return {
    list: () => Promise.resolve([...kept]),
    save: async (input) => {
      const done = await hunts.save(input);
      for (const { format: _, ...one } of (await hunts.list({})).filter(({ id }) =>
        done.saved.includes(id),
      )) {
        const version = kept.filter(({ id }) => id === one.id).length + 1;
        kept = kept.map((other) => (other.id === one.id ? { ...other, current: false } : other));
        kept.push({ ...one, title: `Tree ${one.id}`, version, current: true });
      }
      return done;
    },
    remove: ({ id }) => {
      kept = kept.filter((one) => one.id !== id);
      return Promise.resolve(null);
    },
    template: () => Promise.resolve({ text: '# a template\nid: my-tree\n' }),
  };
}
