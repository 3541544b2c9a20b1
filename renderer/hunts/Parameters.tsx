import type { HuntDifference, HuntState } from '../../shared/contract.ts';
import type { Finding } from '../../shared/model.ts';
import { FindingRow } from '../findings/FindingRow.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { ChangeList } from '../verdicts/ChangeList.tsx';
import { ParameterHistory } from './ParameterHistory.tsx';
import { ParameterForm } from './ParameterForm.tsx';
import { useConfigure } from './queries.ts';

/** The hunt's settings, kept in the case; a change runs the hunt again and says what came and what went. */
export function Parameters({ hunt }: { hunt: HuntState }) {
  const configure = useConfigure(hunt.id);
  return (
    <div className="stack-panels">
      <Panel title={text.hunts.parameters}>
        {hunt.parameters.length === 0 ? (
          <p className="muted">{text.hunts.noParameters}</p>
        ) : (
          <ParameterForm
            parameters={hunt.parameters}
            isPending={configure.isPending}
            run={(values, done) => configure.mutate(values, { onSuccess: done })}
          />
        )}
      </Panel>
      {configure.data && <Difference difference={configure.data} />}
      {hunt.parameters.length > 0 && (
        <Panel title={text.hunts.history.title} flush testId="hunt-history">
          <ParameterHistory of={{ kind: 'hunt', id: hunt.id }} parameters={hunt.parameters} />
        </Panel>
      )}
    </div>
  );
}

const LISTED = 20;

function Difference({ difference }: { difference: HuntDifference }) {
  const { appeared, gone, verdicts } = difference;
  return (
    <Panel title={text.hunts.difference} flush testId="hunt-difference">
      <div role="status">
        {appeared.length + gone.length + verdicts.total === 0 && (
          <p className="panel-body muted">{text.hunts.same}</p>
        )}
        {appeared.length > 0 && (
          <Changed title={text.hunts.appeared(appeared.length)} sign="+" findings={appeared} />
        )}
        {gone.length > 0 && <Changed title={text.hunts.gone(gone.length)} sign="−" findings={gone} />}
        {verdicts.total > 0 && (
          <section>
            <h3 className="changed-head">{text.verdicts.changed(verdicts.total)}</h3>
            <ChangeList changes={verdicts.changes.slice(0, 20)} />
          </section>
        )}
      </div>
    </Panel>
  );
}

function Changed({ title, sign, findings }: { title: string; sign: string; findings: readonly Finding[] }) {
  return (
    <section>
      <h3 className="changed-head">{`${sign} ${title}`}</h3>
      {findings.slice(0, LISTED).map((finding) =>
        sign === '+' ? (
          <FindingRow key={finding.finding_id} finding={finding} />
        ) : (
          <p key={finding.finding_id} className="gone-finding">
            <EntityName entity={finding.entity} /> {finding.summary}
          </p>
        ),
      )}
      {findings.length > LISTED && (
        <p className="panel-more muted">{text.timeline.facetMore(findings.length - LISTED)}</p>
      )}
    </section>
  );
}
