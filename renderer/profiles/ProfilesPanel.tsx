import { Button } from '@blueprintjs/core';
import { useRef } from 'react';
import type { Entity } from '../../shared/model.ts';
import { href } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { text } from '../text.ts';
import { useChosen } from './chosen.ts';
import { ProfileTable } from './ProfileTable.tsx';
import { useProfiles } from './queries.ts';
import { SidesPanel } from './Sides.tsx';

const SHOWN = 25;

/** The most used session profiles of an entity, on its page. */
export function ProfilesPanel({ entity }: { entity: Entity }) {
  const profiles = useProfiles({ entity, order: 'common', limit: SHOWN });
  const chosen = useChosen();
  const picture = useRef<HTMLDivElement>(null);
  const more = href(['profiles'], { kind: entity.kind, value: entity.value });
  return (
    <>
      <Panel
        title={text.entity.profiles}
        hint={text.entity.profilesHelp}
        testId="profiles"
        flush
        actions={
          <>
            <ChosenWords count={chosen.keys.size} onClear={chosen.clear} />
            <TableExport asked={{ table: 'profiles', entity }} />
            <SavePicture name="session-profiles" picture={picture} chosenBeside />
            <a href={more}>{text.profiles.toPage} →</a>
          </>
        }
      >
        <Loaded query={profiles}>
          {(page) => (
            <>
              <ProfileTable
                page={page}
                ofAll={false}
                chosen={chosen.keys}
                onChoose={chosen.toggle}
                picture={picture}
              />
              {page.total > page.profiles.length && (
                <a className="panel-more" href={more}>
                  {text.profiles.all(page.total)} →
                </a>
              )}
            </>
          )}
        </Loaded>
      </Panel>
      {chosen.a && chosen.b && <SidesPanel a={chosen.a} b={chosen.b} onClose={chosen.clear} />}
    </>
  );
}

/** Says what to do to compare, and takes the choice back. */
export function ChosenWords({ count, onClear }: { count: number; onClear: () => void }) {
  if (count === 0) return <span className="muted choice-words">{text.profiles.chooseHelp}</span>;
  return (
    <span className="row-gap choice-words">
      {text.profiles.chosen(count)}
      <Button size="small" variant="minimal" text={text.profiles.clear} onClick={onClear} />
    </span>
  );
}
