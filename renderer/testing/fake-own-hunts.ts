import type { HuntState } from '../../shared/contract.ts';
import type { OwnHunt, SigmaExports } from '../../shared/own-hunts.ts';
import type { Engine } from '../app/engine-context.ts';

/** Takes any text with an id; one with the word `mistake` is refused at that place. */
export function fakeOwnHunts(): Engine['hunts']['own'] {
  let kept: OwnHunt[] = [];
  return {
    list: () => Promise.resolve([...kept]),
    save: ({ files }) => {
      const problems = files.flatMap(({ name, text }) => {
        const line = text.split('\n').findIndex((one) => one.includes('mistake'));
        const column = (text.split('\n')[line] ?? '').indexOf('mistake') + 1;
        return line < 0 ? [] : [{ file: name, line: line + 1, column, message: 'unknown key "mistake"' }];
      });
      if (problems.length > 0) return Promise.resolve({ problems, saved: [] });
      const added = files.map(({ name, text }): OwnHunt => {
        const id = /^id: (\S+)$/m.exec(text)?.[1] ?? name;
        return {
          id,
          title: `Hunt ${id}`,
          format: 'interloper',
          file: name,
          sha256: 'ab'.repeat(32),
          text,
          problem: null,
        };
      });
      kept = [...kept.filter((one) => !added.some(({ id }) => id === one.id)), ...added];
      return Promise.resolve({ problems, saved: added.map(({ id }) => id) });
    },
    remove: ({ id }) => {
      kept = kept.filter((one) => one.id !== id);
      return Promise.resolve(null);
    },
    template: () => Promise.resolve({ text: '# a template\nid: my-hunt\n' }),
  };
}

/** Single events and too many in a window can be said, and nothing else. */
export function fakeSigma(hunts: readonly HuntState[], only: readonly string[] | undefined): SigmaExports {
  const asked = hunts.filter(({ id }) => only === undefined || only.includes(id));
  const isSaid = ({ kind }: HuntState) => kind === 'match' || kind === 'aggregation';
  return {
    rules: asked.filter(isSaid).map(({ id, title }) => ({
      hunt: id,
      title,
      file: `${id}.yml`,
      text: `title: ${title}\n`,
      sources: ['okta/okta'],
      differences: ['windows slide'],
    })),
    refused: asked
      .filter((hunt) => !isSaid(hunt))
      .map(({ id, title }) => ({ hunt: id, title, reasons: [`Sigma has no such rule: ${id}`] })),
  };
}
