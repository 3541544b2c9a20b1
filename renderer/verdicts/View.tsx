import { useMemo } from 'react';
import type { AboutEntity } from '../../shared/about-entity.ts';
import type { Verdict, VerdictName } from '../../shared/model.ts';
import { VERDICTS } from '../../shared/model.ts';
import { aboutOf, setQuery, useRoute } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { count } from '../format/number.ts';
import { AboutChoice } from '../parts/AboutChoice.tsx';
import { VerdictBadge } from '../parts/Badge.tsx';
import { Growing } from '../parts/Growing.tsx';
import { ListKeys } from '../parts/ListKeys.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { Alerts } from './Alerts.tsx';
import { Changes } from './Changes.tsx';
import { OwnTrees } from './OwnTrees.tsx';
import { Tabs } from './Tabs.tsx';
import { VerdictDetail } from './VerdictDetail.tsx';
import { VerdictRow } from './VerdictRow.tsx';
import { useVerdicts } from './queries.ts';
import '../findings/findings.css';
import './verdicts.css';

export function VerdictsView() {
  const { tab } = useRoute().query;
  if (tab === 'changes') return <Changes />;
  if (tab === 'own') return <OwnTrees />;
  return tab === 'alerts' ? <Alerts /> : <VerdictList />;
}

function VerdictList() {
  const route = useRoute();
  const chosen = route.path[1];
  const shown = VERDICTS.filter((name) => (route.query['verdict'] ?? '').split(',').includes(name));
  const about = useMemo(() => aboutOf(route), [route]);
  const verdicts = useVerdicts(shown, about);
  return (
    <Loaded query={verdicts}>
      {({ head, items }) => {
        const current = chosen ?? items[0]?.verdict_id;
        return (
          <div className="split">
            <div className="list">
              <List
                verdicts={items}
                total={head.total}
                counts={head.counts}
                shown={shown}
                about={about}
                chosen={current}
                onMore={() => verdicts.fetchNextPage()}
              />
            </div>
            <div className="detail">
              {current !== undefined && <VerdictDetail key={current} verdictId={current} />}
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

const KEPT = ['verdict', 'about', 'how'];

const keptQuery = (query: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([name]) => KEPT.includes(name)));

interface ListProps {
  verdicts: readonly Verdict[];
  /** Of the chosen ones; `verdicts` are those that came so far. */
  total: number;
  counts: Partial<Record<VerdictName, number>>;
  shown: readonly VerdictName[];
  about: AboutEntity | undefined;
  chosen: string | undefined;
  onMore: () => unknown;
}

function List({ verdicts, total, counts, shown, about, chosen, onMore }: ListProps) {
  const query = keptQuery(useRoute().query);
  return (
    <>
      <div className="list-head">
        <Tabs tab="verdicts" />
        <div className="line">
          <h1>{text.verdicts.title}</h1>
          <span className="muted">{count(total)}</span>
          <span className="spring" />
          <TableExport asked={{ table: 'verdicts', verdicts: [...shown], ...(about ? { about } : {}) }} />
        </div>
        <AboutChoice about={about} />
        <div className="toggle-row">
          {VERDICTS.map((name) => {
            const n = counts[name] ?? 0;
            const on = shown.includes(name);
            if (n === 0 && !on) return null;
            const next = on ? shown.filter((each) => each !== name) : [...shown, name];
            return (
              <button
                key={name}
                type="button"
                className="toggle"
                aria-pressed={on}
                onClick={() => setQuery({ verdict: next.join(',') || null }, 'replace')}
              >
                <VerdictBadge verdict={name} bare /> <span className="n">{count(n)}</span>
              </button>
            );
          })}
        </div>
      </div>
      {total === 0 ? (
        <Empty title={text.verdicts.empty}>
          <p>{text.verdicts.emptyHelp}</p>
        </Empty>
      ) : (
        <ListKeys label={text.verdicts.title}>
          <Growing
            items={verdicts}
            total={total}
            onMore={onMore}
            holding={verdicts.findIndex((each) => each.verdict_id === chosen)}
          >
            {(verdict) => (
              <VerdictRow
                key={verdict.verdict_id}
                verdict={verdict}
                chosen={verdict.verdict_id === chosen}
                query={query}
              />
            )}
          </Growing>
        </ListKeys>
      )}
    </>
  );
}
