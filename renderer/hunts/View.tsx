import type { HuntState } from '../../shared/contract.ts';
import { href, useRoute } from '../app/route.ts';
import { OwnMark, SeverityBadge } from '../parts/Badge.tsx';
import { ListKeys } from '../parts/ListKeys.tsx';
import { Panel, Tag } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { OwnHunts } from './OwnHunts.tsx';
import { Parameters } from './Parameters.tsx';
import { useHunts } from './queries.ts';
import '../findings/findings.css';
import './hunts.css';

/** No id of a hunt. */
const OWN = '@own';

export function HuntsView() {
  const hunts = useHunts();
  const chosen = useRoute().path[1];
  return (
    <Loaded query={hunts}>
      {(list) => {
        const hunt = list.find((each) => each.id === chosen) ?? list[0];
        return (
          <div className="split">
            <div className="list">
              <div className="list-head">
                <h1>{text.hunts.title}</h1>
                <p className="muted">{text.hunts.help}</p>
                <a href={href(['hunts', OWN])} aria-current={chosen === OWN}>
                  {text.hunts.own.title} →
                </a>
              </div>
              <ListKeys label={text.hunts.title}>
                {list.map((each) => (
                  <HuntRow key={each.id} hunt={each} chosen={chosen !== OWN && each.id === hunt?.id} />
                ))}
              </ListKeys>
            </div>
            <div className="detail">
              {chosen === OWN ? <OwnHunts /> : hunt && <HuntDetail key={hunt.id} hunt={hunt} />}
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

function HuntRow({ hunt, chosen }: { hunt: HuntState; chosen: boolean }) {
  return (
    <a className="list-row" href={href(['hunts', hunt.id])} aria-current={chosen}>
      <SeverityBadge severity={hunt.severity} bare />
      <span className="title">
        {hunt.title} {hunt.own && <OwnMark sha256={hunt.own.sha256} />}
      </span>
      <HuntBadge hunt={hunt} />
      <span className="sub">{hunt.question}</span>
    </a>
  );
}

function HuntBadge({ hunt }: { hunt: HuntState }) {
  if (hunt.state === 'findings') return <span className="score">{text.hunts.toFindings(hunt.findings)}</span>;
  if (hunt.state === 'none') return <span className="muted">{text.hunts.state.none}</span>;
  return <span className="badge open">? {text.hunts.state['not run']}</span>;
}

function HuntDetail({ hunt }: { hunt: HuntState }) {
  return (
    <article className="detail-body">
      <header className="detail-head">
        <div className="row-gap">
          <SeverityBadge severity={hunt.severity} />
          <h2>{hunt.title}</h2>
          {hunt.own && <OwnMark sha256={hunt.own.sha256} />}
        </div>
        <p className="lead">{hunt.question}</p>
        <div className="row-gap">
          <HuntBadge hunt={hunt} />
          {hunt.findings > 0 && <a href={href(['findings'], { hunt: hunt.id })}>{text.findings.title} →</a>}
        </div>
        {hunt.state === 'not run' && <p className="not-run">{hunt.reason}</p>}
      </header>
      <div className="columns">
        <div className="span-7">
          <Parameters hunt={hunt} />
        </div>
        <div className="span-5">
          <Panel title={text.hunts.reading}>
            <div className="stack wide">
              <section>
                <h3>{text.findings.nextSteps}</h3>
                <p>{hunt.next_steps}</p>
              </section>
              <section>
                <h3>{text.findings.falsePositives}</h3>
                <p>{hunt.false_positives}</p>
              </section>
              <section>
                <h3>{text.findings.hypotheses}</h3>
                <ul className="stack-list">
                  {hunt.hypotheses.map((id) => (
                    <li key={id}>
                      <Tag>{id}</Tag> {text.hypothesis[id] ?? ''}
                    </li>
                  ))}
                </ul>
              </section>
              <section>
                <h3>{text.findings.attack}</h3>
                <div className="chips">
                  {hunt.attack.map((id) => (
                    <Tag key={id}>{id}</Tag>
                  ))}
                </div>
              </section>
            </div>
          </Panel>
        </div>
      </div>
    </article>
  );
}
