import type { Picture } from '../../shared/pictures.ts';
import type { Engine } from '../app/engine-context.ts';

/** Pictures of the report of the fake engine, which looks into no file. */
export function fakePictures(): Engine['pictures'] {
  const kept = new Map<number, Picture & { base64: string }>();
  let last = 0;
  return {
    list: () =>
      Promise.resolve({
        pictures: [...kept.values()].map(({ base64: _file, ...about }) => about),
        unreadable: [],
      }),
    get: ({ picture }) => Promise.resolve({ base64: kept.get(picture)?.base64 ?? '' }),
    keep: ({ title, base64, redact = [] }) => {
      const picture = ++last;
      const about: Picture = {
        ...{ picture, title, width: 640, height: 360, bytes: base64.length },
        ...{
          sha256: 'a'.repeat(64),
          redacted: [...redact],
          author: 'R. Tanaka',
          written_at: '2024-05-20T09:00:00.000000Z',
        },
      };
      kept.set(picture, { ...about, base64 });
      return Promise.resolve(about);
    },
    remove: ({ picture }) => {
      kept.delete(picture);
      return Promise.resolve(null);
    },
  };
}
