import type { Verdict, VerdictName } from '../../shared/model.ts';
import { holding, VERDICTS } from '../../shared/model.ts';
import { setQuery, useRoute } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { count } from '../format/number.ts';
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
  const verdicts = useVerdicts();
  const chosen = route.path[1];
  const shown = VERDICTS.filter((name) => (route.query['verdict'] ?? '').split(',').includes(name));
  return (
    <Loaded query={verdicts}>
      {(data) => {
        const passing = data.verdicts.filter(
          (each) => shown.length === 0 || shown.includes(holding(each).verdict),
        );
        const current = chosen ?? passing[0]?.verdict_id;
        return (
          <div className="split">
            <div className="list">
              <List verdicts={data.verdicts} passing={passing} shown={shown} chosen={current} />
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

interface ListProps {
  verdicts: readonly Verdict[];
  passing: readonly Verdict[];
  shown: readonly VerdictName[];
  chosen: string | undefined;
}

function List({ verdicts, passing, shown, chosen }: ListProps) {
  const query: Record<string, string> = shown.length > 0 ? { verdict: shown.join(',') } : {};
  return (
    <>
      <div className="list-head">
        <Tabs tab="verdicts" />
        <div className="line">
          <h1>{text.verdicts.title}</h1>
          <span className="muted">{count(passing.length)}</span>
          <span className="spring" />
          <TableExport asked={{ table: 'verdicts', verdicts: [...shown] }} />
        </div>
        <div className="toggle-row">
          {VERDICTS.map((name) => {
            const n = verdicts.filter((each) => holding(each).verdict === name).length;
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
      {passing.length === 0 ? (
        <Empty title={text.verdicts.empty}>
          <p>{text.verdicts.emptyHelp}</p>
        </Empty>
      ) : (
        <ListKeys label={text.verdicts.title}>
          <Growing items={passing} holding={passing.findIndex((each) => each.verdict_id === chosen)}>
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
