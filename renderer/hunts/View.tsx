import type { HuntState } from '../../shared/contract.ts';
import { href, useRoute } from '../app/route.ts';
import { OwnMark, SeverityBadge } from '../parts/Badge.tsx';
import { Meanings } from '../parts/Meanings.tsx';
import { Panel, Tag } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { byState, HuntBadge, HuntList, OWN } from './HuntList.tsx';
import { OwnHunts } from './OwnHunts.tsx';
import { Parameters } from './Parameters.tsx';
import { useHunts } from './queries.ts';
import { SigmaButton } from './Sigma.tsx';
import '../findings/findings.css';
import './hunts.css';

export function HuntsView() {
  const hunts = useHunts();
  const chosen = useRoute().path[1];
  return (
    <Loaded query={hunts}>
      {(list) => {
        const hunt = list.find((each) => each.id === chosen) ?? byState(list)[0]?.hunts[0];
        return (
          <div className="split">
            <div className="list">
              <HuntList hunts={list} chosen={chosen === OWN ? OWN : hunt?.id} />
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
          <Tag title={text.hunts.kindHelp[hunt.kind]}>{text.hunts.kind[hunt.kind]}</Tag>
          {hunt.muted > 0 && (
            <a href={href(['findings'], { hunt: hunt.id, muted: 'shown' })}>{text.mute.count(hunt.muted)}</a>
          )}
          {hunt.findings > 0 && <a href={href(['findings'], { hunt: hunt.id })}>{text.findings.title} →</a>}
        </div>
        {hunt.reason !== null && <p className="not-run">{hunt.reason}</p>}
        <SigmaButton hunt={hunt.id} />
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
              <Meanings hypotheses={hunt.hypotheses} attack={hunt.attack} />
            </div>
          </Panel>
        </div>
      </div>
    </article>
  );
}
