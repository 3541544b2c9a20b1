import { useEngine } from '../app/engine-context.ts';
import { href } from '../app/route.ts';
import { OwnFiles } from '../own-files/OwnFiles.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { useOwnHunts, useRemoveHunt, useSaveHunts } from './queries.ts';

const words = text.hunts.own;

/** Hunts that the case keeps, and the way to write or import others. */
export function OwnHunts() {
  const engine = useEngine();
  const hunts = useOwnHunts();
  const saving = useSaveHunts();
  const removal = useRemoveHunt();
  return (
    <article className="detail-body">
      <header className="detail-head">
        <h2>{words.title}</h2>
        <p className="lead">{words.help}</p>
      </header>
      <Loaded query={hunts}>
        {(list) => (
          <OwnFiles
            kind={{
              words,
              id: 'own-hunt',
              saving: saving.isPending,
              save: saving.mutateAsync,
              template: () => engine.hunts.own.template({}),
              kept: list.map(({ id, title, format, ...hunt }) => ({
                ...hunt,
                key: id,
                title,
                link: <a href={href(['hunts', id])}>{title}</a>,
                tag: format,
                removing: removal.isPending && removal.variables === id,
                remove: () => removal.mutateAsync(id),
              })),
            }}
          />
        )}
      </Loaded>
    </article>
  );
}
