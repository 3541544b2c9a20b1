import { Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { ChangeList } from './ChangeList.tsx';
import { useChanges } from './queries.ts';
import { Tabs } from './Tabs.tsx';

/** What the last run of the trees changed. */
export function Changes() {
  const changes = useChanges();
  return (
    <div className="page">
      <div className="page-head">
        <Tabs tab="changes" />
        <h1>{text.verdicts.changesTitle}</h1>
        <p>{text.verdicts.changesHelp}</p>
      </div>
      <Loaded query={changes}>
        {({ total, changes: rows }) =>
          total === 0 ? (
            <Empty title={text.verdicts.changesNone}>
              <p>{text.verdicts.changesNoneHelp}</p>
            </Empty>
          ) : (
            <Panel
              title={text.verdicts.changed(total)}
              hint={rows.length < total ? text.verdicts.changesOf(rows.length, total) : undefined}
              flush
              testId="verdict-changes"
            >
              <ChangeList changes={rows} />
            </Panel>
          )
        }
      </Loaded>
    </div>
  );
}
