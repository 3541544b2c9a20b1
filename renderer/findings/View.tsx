import { HTMLSelect } from '@blueprintjs/core';
import { useMemo } from 'react';
import type { AboutEntity } from '../../shared/about-entity.ts';
import type { Finding, Severity } from '../../shared/model.ts';
import { SEVERITIES } from '../../shared/model.ts';
import { aboutOf, href, setQuery, useRoute } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { useHunts } from '../hunts/queries.ts';
import { count } from '../format/number.ts';
import { AboutChoice } from '../parts/AboutChoice.tsx';
import { SeverityBadge } from '../parts/Badge.tsx';
import { Growing } from '../parts/Growing.tsx';
import { ListKeys } from '../parts/ListKeys.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { FindingDetail } from './FindingDetail.tsx';
import { FindingRow } from './FindingRow.tsx';
import { MUTES, Mutes, MutesLink } from './Mutes.tsx';
import { useFindings } from './queries.ts';
import './findings.css';

const severitiesOf = (query: string | undefined): Severity[] =>
  SEVERITIES.filter((severity) => (query ?? '').split(',').includes(severity));

export function FindingsView() {
  const route = useRoute();
  const hunt = route.query['hunt'];
  const chosen = route.path[1];
  const severities = severitiesOf(route.query['severity']);
  const showMuted = route.query['muted'] === 'shown';
  const about = useMemo(() => aboutOf(route), [route]);
  const findings = useFindings({ hunt, severities, muted: showMuted ? 'with' : 'without', about });
  return (
    <Loaded query={findings}>
      {({ head, items }) => {
        const current = chosen ?? items[0]?.finding_id;
        return (
          <div className="split">
            <div className="list">
              <FindingList
                findings={items}
                total={head.total}
                bySeverity={head.severities}
                muted={head.muted}
                showMuted={showMuted}
                hunt={hunt}
                severities={severities}
                about={about}
                chosen={current}
                query={keptQuery(route.query)}
                onMore={() => findings.fetchNextPage()}
              />
            </div>
            <div className="detail">
              {current === MUTES ? (
                <Mutes />
              ) : (
                current !== undefined && <FindingDetail key={current} findingId={current} />
              )}
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

type BySeverity = Partial<Record<Severity, number>>;

const KEPT = ['hunt', 'severity', 'muted', 'about', 'how'];

function keptQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => KEPT.includes(name)));
}

interface FindingListProps {
  findings: readonly Finding[];
  /** Of the chosen severities; `findings` are those that came so far. */
  total: number;
  bySeverity: BySeverity;
  muted: number;
  showMuted: boolean;
  hunt: string | undefined;
  severities: readonly Severity[];
  about: AboutEntity | undefined;
  chosen: string | undefined;
  query: Record<string, string>;
  onMore: () => unknown;
}

function FindingList(props: FindingListProps) {
  const { findings, total, bySeverity, muted, showMuted, hunt, severities, about, chosen, query, onMore } =
    props;
  const all = Object.values(bySeverity).reduce((sum, each) => sum + each, 0);
  const filtered = hunt !== undefined || about !== undefined || severities.length > 0;
  return (
    <>
      <div className="list-head">
        <div className="line">
          <h1>{text.findings.title}</h1>
          <span className="muted">{text.findings.shown(total, all)}</span>
          <span className="spring" />
          <TableExport
            asked={{
              table: 'findings',
              ...(hunt === undefined ? {} : { hunt }),
              ...(about ? { about } : {}),
              severities: [...severities],
              muted: showMuted ? 'with' : 'without',
            }}
          />
        </div>
        <AboutChoice about={about} />
        <HuntChoice hunt={hunt} />
        <MutesLink chosen={chosen === MUTES} />
        <div className="toggle-row" role="group" aria-label={text.findings.severities}>
          {[...SEVERITIES].reverse().map((severity) => (
            <SeverityToggle
              key={severity}
              severity={severity}
              n={bySeverity[severity] ?? 0}
              chosen={severities}
            />
          ))}
          {muted > 0 && (
            <button
              type="button"
              className="toggle"
              aria-pressed={showMuted}
              title={text.mute.countHelp}
              onClick={() => setQuery({ muted: showMuted ? null : 'shown' }, 'replace')}
            >
              {text.mute.tag} <span className="n">{count(muted)}</span>
            </button>
          )}
        </div>
      </div>
      {total === 0 ? (
        <Empty title={text.findings.empty}>
          <p>{filtered ? text.findings.emptyFiltered : text.findings.emptyHelp}</p>
          <a href={href(['hunts'])}>{text.findings.toHunts} →</a>
        </Empty>
      ) : (
        <ListKeys label={text.findings.title}>
          <Growing
            items={findings}
            total={total}
            onMore={onMore}
            holding={findings.findIndex((each) => each.finding_id === chosen)}
          >
            {(finding) => (
              <FindingRow
                key={finding.finding_id}
                finding={finding}
                chosen={finding.finding_id === chosen}
                query={query}
              />
            )}
          </Growing>
        </ListKeys>
      )}
    </>
  );
}

interface SeverityToggleProps {
  severity: Severity;
  n: number;
  chosen: readonly Severity[];
}

function SeverityToggle({ severity, n, chosen }: SeverityToggleProps) {
  const on = chosen.includes(severity);
  if (n === 0 && !on) return null;
  const next = on ? chosen.filter((each) => each !== severity) : [...chosen, severity];
  return (
    <button
      type="button"
      className="toggle"
      aria-pressed={on}
      onClick={() => setQuery({ severity: next.join(',') || null }, 'replace')}
    >
      <SeverityBadge severity={severity} bare /> <span className="n">{count(n)}</span>
    </button>
  );
}

function HuntChoice({ hunt }: { hunt: string | undefined }) {
  const hunts = useHunts();
  return (
    <HTMLSelect
      fill
      aria-label={text.findings.hunt}
      value={hunt ?? ''}
      onChange={(event) => setQuery({ hunt: event.currentTarget.value || null }, 'replace')}
    >
      <option value="">{text.findings.allHunts}</option>
      {(hunts.data ?? []).map((each) => (
        <option key={each.id} value={each.id}>
          {`${each.title} (${each.state === 'not run' ? text.hunts.state['not run'].toLowerCase() : count(each.findings)})`}
        </option>
      ))}
    </HTMLSelect>
  );
}
