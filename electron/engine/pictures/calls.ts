import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';
import { keepPicture, readPicture, readPictures, removePicture } from './store.ts';

/** The contract's calls on pictures that stand in the report. */
export function pictureCalls(os: Implementer['pictures'], engine: EngineState) {
  return {
    list: os.list.handler(async () => {
      const { pictures, unreadable } = await readPictures(engine.desk);
      return { pictures: pictures.map(({ png: _file, ...about }) => about), unreadable };
    }),
    get: os.get.handler(async ({ input }) => {
      const { png } = await readPicture(engine.desk, input.picture);
      return { base64: png.toString('base64') };
    }),
    keep: os.keep.handler(({ input }) =>
      engine.writing(async (writing, file) => {
        const kept = await keepPicture(writing, input, { by: file.actor, at: engine.now() });
        const { picture, sha256, redacted } = kept;
        const detail = { picture, sha256, ...(redacted.length > 0 && { redacted }) };
        await file.audit('picture.kept', kept.title, JSON.stringify(detail), writing);
        return kept;
      }),
    ),
    remove: os.remove.handler(({ input: { picture } }) =>
      engine.writing(async (writing, file) => {
        const title = await removePicture(writing, picture);
        await file.audit('picture.removed', title, JSON.stringify({ picture }), writing);
        return null;
      }),
    ),
  };
}
