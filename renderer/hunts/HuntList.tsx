import { InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { HuntState } from '../../shared/contract.ts';
import { RULE_KINDS } from '../../shared/rules.ts';
import { href, setQuery, useRoute } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { count } from '../format/number.ts';
import { OwnMark, SeverityBadge } from '../parts/Badge.tsx';
import { ListKeys } from '../parts/ListKeys.tsx';
import { text } from '../text.ts';

/** No id of a hunt. */
export const OWN = '@own';

const STATES = ['findings', 'none', 'not run'] as const;

interface Group {
  title: string;
  hunts: readonly HuntState[];
}

/** Those that found something first, then those that found nothing, then those that no log answers. */
export const byState = (hunts: readonly HuntState[]): Group[] =>
  grouped(
    STATES.map((state) => ({
      title: text.hunts.state[state],
      hunts: hunts.filter((hunt) => hunt.state === state),
    })),
  );

const byKind = (hunts: readonly HuntState[]): Group[] =>
  grouped(
    RULE_KINDS.map((kind) => ({
      title: text.hunts.kind[kind],
      hunts: hunts.filter((hunt) => hunt.kind === kind),
    })),
  );

const grouped = (groups: readonly Group[]): Group[] => groups.filter(({ hunts }) => hunts.length > 0);

/** Every word of the search stands somewhere in what the hunt says of itself. */
export function matches(hunt: HuntState, search: string): boolean {
  const said = [hunt.title, hunt.id, hunt.question, ...hunt.attack, ...hunt.hypotheses, hunt.reason ?? '']
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

export function HuntList({ hunts, chosen }: { hunts: readonly HuntState[]; chosen: string | undefined }) {
  const [search, setSearch] = useState('');
  const isByKind = useRoute().query['by'] === 'kind';
  const found = hunts.filter((hunt) => matches(hunt, search));
  const query: Record<string, string> = isByKind ? { by: 'kind' } : {};
  return (
    <>
      <div className="list-head">
        <div className="line">
          <h1>{text.hunts.title}</h1>
          <span className="muted">{text.hunts.shown(found.length, hunts.length)}</span>
          <span className="spring" />
          <TableExport asked={{ table: 'hunts' }} />
        </div>
        <p className="muted">{text.hunts.help}</p>
        <a href={href(['hunts', OWN])} aria-current={chosen === OWN}>
          {text.hunts.own.title} →
        </a>
        <InputGroup
          type="search"
          aria-label={text.hunts.search}
          placeholder={text.hunts.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className="toggle-row" role="group" aria-label={text.hunts.groupBy}>
          <GroupToggle on={!isByKind} title={text.hunts.byState} to={null} />
          <GroupToggle on={isByKind} title={text.hunts.byKind} to="kind" />
        </div>
      </div>
      <ListKeys label={text.hunts.title}>
        {found.length === 0 && <p className="panel-body muted">{text.hunts.noneFound}</p>}
        {(isByKind ? byKind(found) : byState(found)).map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h2 className="group-head">
              {group.title} <span className="muted">{count(group.hunts.length)}</span>
            </h2>
            {group.hunts.map((hunt) => (
              <HuntRow key={hunt.id} hunt={hunt} chosen={hunt.id === chosen} query={query} />
            ))}
          </section>
        ))}
      </ListKeys>
    </>
  );
}

function GroupToggle({ on, title, to }: { on: boolean; title: string; to: string | null }) {
  return (
    <button
      type="button"
      className="toggle"
      aria-pressed={on}
      onClick={() => setQuery({ by: to }, 'replace')}
    >
      {title}
    </button>
  );
}

interface HuntRowProps {
  hunt: HuntState;
  chosen: boolean;
  query: Record<string, string>;
}

function HuntRow({ hunt, chosen, query }: HuntRowProps) {
  return (
    <a
      className="list-row"
      data-testid="hunt-row"
      href={href(['hunts', hunt.id], query)}
      aria-current={chosen}
    >
      <SeverityBadge severity={hunt.severity} bare />
      <span className="title">
        {hunt.title} {hunt.own && <OwnMark sha256={hunt.own.sha256} />}
      </span>
      <HuntBadge hunt={hunt} />
      <span className="sub">{hunt.state === 'not run' ? hunt.reason : hunt.question}</span>
    </a>
  );
}

export function HuntBadge({ hunt }: { hunt: HuntState }) {
  if (hunt.state === 'findings') return <span className="score">{text.hunts.toFindings(hunt.findings)}</span>;
  if (hunt.state === 'none') return <span className="muted">{text.hunts.state.none}</span>;
  return <span className="badge open">? {text.hunts.state['not run']}</span>;
}
