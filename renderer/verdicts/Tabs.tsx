import { href } from '../app/route.ts';
import { text } from '../text.ts';
import { useAlerts, useChanges } from './queries.ts';

/** Verdicts, what the last run of the trees changed, alerts that started no tree, and trees of the case itself. */
export function Tabs({ tab }: { tab: 'verdicts' | 'changes' | 'alerts' | 'own' }) {
  const changes = useChanges().data?.total ?? 0;
  const alerts = useAlerts().data?.without_tree ?? 0;
  const tabs = [
    ['verdicts', text.verdicts.tabVerdicts, {}],
    ['changes', text.verdicts.tabChanges(changes), { tab: 'changes' }],
    ['alerts', text.verdicts.tabAlerts(alerts), { tab: 'alerts' }],
    ['own', text.verdicts.tabOwn, { tab: 'own' }],
  ] as const;
  return (
    <nav className="toggle-row" aria-label={text.verdicts.tabs}>
      {tabs.map(([id, words, query]) => (
        <a
          key={id}
          className="toggle"
          href={href(['verdicts'], query)}
          aria-current={id === tab ? 'page' : undefined}
        >
          {words}
        </a>
      ))}
    </nav>
  );
}
