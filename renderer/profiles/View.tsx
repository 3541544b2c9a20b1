import { Button, HTMLSelect } from '@blueprintjs/core';
import { IdNumber } from '@blueprintjs/icons';
import { useRef } from 'react';
import { ENTITY_KINDS, type Entity } from '../../shared/model.ts';
import {
  PROFILE_ORDERS,
  PROFILES_RULE,
  type ProfilesInput,
  type ProfilesPage,
} from '../../shared/session-profiles.ts';
import { href, setQuery, useRoute, type Route } from '../app/route.ts';
import { count } from '../format/number.ts';
import { TableExport } from '../export/TableExport.tsx';
import { EntityLink } from '../parts/EntityLink.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { text } from '../text.ts';
import { useChosen } from './chosen.ts';
import { ChosenWords } from './ProfilesPanel.tsx';
import { ProfileTable } from './ProfileTable.tsx';
import { useProfiles } from './queries.ts';
import { SidesPanel } from './Sides.tsx';

const PAGE = 50;
const words = text.profiles;

/** All session profiles of the case, or of one entity: the rarest first. */
export function ProfilesView() {
  const route = useRoute();
  const asked = askedBy(route);
  const profiles = useProfiles(asked);
  const chosen = useChosen();
  return (
    <div className="page" data-testid="profiles-page">
      <div className="page-head">
        <h1>{words.title}</h1>
        {asked.entity && (
          <span className="tag">
            <EntityLink entity={asked.entity} />
          </span>
        )}
        {asked.entity && <a href={href(['profiles'])}>{words.ofAll} →</a>}
        <p>{words.help}</p>
      </div>
      <Choices asked={asked} />
      {chosen.a && chosen.b && <SidesPanel a={chosen.a} b={chosen.b} onClose={chosen.clear} />}
      <Loaded query={profiles}>
        {(page) =>
          page.total === 0 ? <Nothing asked={asked} /> : <Found page={page} asked={asked} chosen={chosen} />
        }
      </Loaded>
    </div>
  );
}

/** All of them, and not only the page. */
const shownOf = ({ offset: _offset, limit: _limit, ...asked }: ProfilesInput) => asked;

function askedBy({ query }: Route): ProfilesInput {
  const kind = ENTITY_KINDS.find((each) => each === query['kind']);
  const entity: Entity | null = kind && query['value'] ? { kind, value: query['value'] } : null;
  const fewer = Number(query['fewer']);
  return {
    entity,
    clients: query['clients'] === 'exact' ? 'exact' : 'alike',
    fewer_events_than: Number.isInteger(fewer) && fewer >= 2 ? fewer : PROFILES_RULE.fewer_events_than,
    rare_only: query['rare'] === '1',
    order: PROFILE_ORDERS.find((each) => each === query['order']) ?? 'rare',
    offset: Math.max(0, Math.trunc(Number(query['page']) || 0)) * PAGE,
    limit: PAGE,
  };
}

function Choices({ asked }: { asked: ProfilesInput }) {
  const change = (query: Record<string, string | null>) => setQuery({ ...query, page: null }, 'replace');
  return (
    <div className="profile-choices">
      <label>
        {words.order}{' '}
        <HTMLSelect
          value={asked.order}
          onChange={(event) =>
            change({ order: event.currentTarget.value === 'rare' ? null : event.currentTarget.value })
          }
        >
          {PROFILE_ORDERS.map((order) => (
            <option key={order} value={order}>
              {words.orders[order]}
            </option>
          ))}
        </HTMLSelect>
      </label>
      <label title={words.clientsHelp}>
        {words.clients}{' '}
        <HTMLSelect
          value={asked.clients}
          onChange={(event) => change({ clients: event.currentTarget.value === 'exact' ? 'exact' : null })}
        >
          <option value="alike">{words.alike}</option>
          <option value="exact">{words.exact}</option>
        </HTMLSelect>
      </label>
      <label title={words.rareHelp}>
        {words.fewer}{' '}
        <input
          className="bp6-input fewer"
          type="number"
          min={2}
          defaultValue={asked.fewer_events_than}
          key={asked.fewer_events_than}
          onBlur={(event) => change({ fewer: fewerText(event.currentTarget.value) })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') change({ fewer: fewerText(event.currentTarget.value) });
          }}
        />
      </label>
      <label>
        <input
          type="checkbox"
          checked={asked.rare_only}
          onChange={(event) => change({ rare: event.currentTarget.checked ? '1' : null })}
        />{' '}
        {words.rareOnly}
      </label>
    </div>
  );
}

const fewerText = (typed: string): string | null =>
  Number(typed) === PROFILES_RULE.fewer_events_than || !(Number(typed) >= 2)
    ? null
    : String(Math.trunc(Number(typed)));

function Nothing({ asked }: { asked: ProfilesInput }) {
  return (
    <Empty icon={<IdNumber size={28} />} title={asked.rare_only ? words.noneRare : words.none}>
      <p>{asked.rare_only ? words.noneRareHelp : words.noneHelp}</p>
      {asked.rare_only ? (
        <Button text={words.showAll} onClick={() => setQuery({ rare: null }, 'replace')} />
      ) : (
        <a href={href(['evidence'])}>{text.overview.toEvidence} →</a>
      )}
    </Empty>
  );
}

interface FoundProps {
  page: ProfilesPage;
  asked: ProfilesInput;
  chosen: ReturnType<typeof useChosen>;
}

function Found({ page, asked, chosen }: FoundProps) {
  const picture = useRef<HTMLDivElement>(null);
  return (
    <Panel
      title={words.found(page.total, page.rare, asked.rare_only)}
      testId="profiles"
      flush
      actions={
        <>
          <ChosenWords count={chosen.keys.size} onClear={chosen.clear} />
          <TableExport asked={{ table: 'profiles', ...shownOf(asked) }} />
          <SavePicture name="session-profiles" picture={picture} chosenBeside />
        </>
      }
    >
      <ProfileTable
        page={page}
        ofAll={asked.entity === null}
        chosen={chosen.keys}
        onChoose={chosen.toggle}
        picture={picture}
      />
      <Pages page={page} asked={asked} />
    </Panel>
  );
}

function Pages({ page, asked }: { page: ProfilesPage; asked: ProfilesInput }) {
  if (page.total <= PAGE) return null;
  const at = asked.offset / PAGE;
  const last = Math.ceil(page.total / PAGE) - 1;
  const turn = (to: number) => setQuery({ page: to === 0 ? null : String(to) });
  return (
    <div className="pages">
      <Button size="small" text={words.before} disabled={at === 0} onClick={() => turn(at - 1)} />
      <span className="muted">
        {words.range(asked.offset + 1, Math.min(page.total, asked.offset + PAGE), count(page.total))}
      </span>
      <Button size="small" text={words.next} disabled={at >= last} onClick={() => turn(at + 1)} />
    </div>
  );
}
