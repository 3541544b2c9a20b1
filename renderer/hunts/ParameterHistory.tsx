import type { Parameter, ParameterChange } from '../../shared/contract.ts';
import { Growing, SMALL_STEP } from '../parts/Growing.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { useParameterHistory, type Configured } from './queries.ts';

const words = text.hunts.history;

interface ParameterHistoryProps {
  of: Configured;
  parameters: readonly Parameter[];
}

/** When and by whom parameters of a hunt or a tree were set, from what to what, and what that did; the newest first. */
export function ParameterHistory({ of, parameters }: ParameterHistoryProps) {
  const history = useParameterHistory(of);
  return (
    <Loaded query={history}>
      {({ head, items }) =>
        head.total === 0 ? (
          <p className="panel-body muted">{words.none}</p>
        ) : (
          <ul className="parameter-changes">
            <Growing
              items={items}
              total={head.total}
              step={SMALL_STEP}
              onMore={() => history.fetchNextPage()}
            >
              {(change, at) => (
                <li key={`${change.written_at} ${at}`}>
                  <Change change={change} parameters={parameters} />
                </li>
              )}
            </Growing>
          </ul>
        )
      }
    </Loaded>
  );
}

function Change({ change, parameters }: { change: ParameterChange; parameters: readonly Parameter[] }) {
  const { written_at, actor, changed } = change;
  const titleOf = (name: string) => parameters.find((one) => one.name === name)?.title ?? name;
  return (
    <>
      <div className="row-gap">
        <Time iso={written_at} /> <span>{actor}</span>
      </div>
      {changed.length === 0 && <p className="muted">{words.nothing}</p>}
      <ul>
        {changed.map(({ name, before, now }) => (
          <li key={name}>
            {titleOf(name)}: <strong>{said(before)}</strong> → <strong>{said(now)}</strong>
          </li>
        ))}
      </ul>
      <p className="muted">{outcome(change)}</p>
    </>
  );
}

function said(value: Parameter['value']): string {
  if (typeof value === 'boolean') return value ? words.on : words.off;
  return (Array.isArray(value) ? value.join(', ') : String(value)) || text.state.absent;
}

const outcome = ({ appeared, gone, verdicts }: ParameterChange): string =>
  [
    ...(appeared === null ? [] : [text.hunts.appeared(appeared)]),
    ...(gone === null ? [] : [text.hunts.gone(gone)]),
    text.verdicts.changed(verdicts),
  ].join(', ');
