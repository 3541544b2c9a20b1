import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import type { OwnHunt } from '../../shared/own-hunts.ts';
import { tell } from '../app/messages.tsx';
import { href } from '../app/route.ts';
import { Panel, Tag } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { useOwnHunts, useRemoveHunt } from './queries.ts';

const words = text.hunts.own;

/** The hunts that the case keeps, each with the way to remove it. */
export function KeptHunts({ onShow }: { onShow: (text: string) => void }) {
  const hunts = useOwnHunts();
  return (
    <Loaded query={hunts}>
      {(list) => (
        <Panel title={words.kept(list.length)} flush testId="kept-hunts">
          {list.length === 0 && <p className="panel-body muted">{words.none}</p>}
          {list.map((hunt) => (
            <Kept key={hunt.id} hunt={hunt} onShow={onShow} />
          ))}
        </Panel>
      )}
    </Loaded>
  );
}

function Kept({ hunt, onShow }: { hunt: OwnHunt; onShow: (text: string) => void }) {
  const removal = useRemoveHunt();
  const remove = () => removal.mutate(hunt.id, { onSuccess: () => tell(words.removed(hunt.title)) });
  return (
    <div className="kept-hunt">
      <div>
        {hunt.problem === null ? <a href={href(['hunts', hunt.id])}>{hunt.title}</a> : hunt.title}
        <div className="muted">{hunt.file}</div>
        {hunt.problem !== null && <p className="not-run">{hunt.problem}</p>}
      </div>
      <Tag title={words.markHelp(hunt.sha256)}>{hunt.format}</Tag>
      <Button size="small" variant="minimal" text={words.show} onClick={() => onShow(hunt.text)} />
      <Button
        size="small"
        variant="minimal"
        icon={<Cross />}
        aria-label={words.remove(hunt.title)}
        loading={removal.isPending}
        onClick={remove}
      />
    </div>
  );
}
