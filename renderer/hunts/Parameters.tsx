import { Button } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { HuntDifference, HuntState, Parameter } from '../../shared/contract.ts';
import type { Finding } from '../../shared/model.ts';
import { FindingRow } from '../findings/FindingRow.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { ChangeList } from '../verdicts/ChangeList.tsx';
import { ParameterField } from './ParameterField.tsx';
import { typedOf, valueOf } from './parameter-value.ts';
import { useConfigure, type Values } from './queries.ts';

/** The hunt's settings, kept in the case; a change runs the hunt again and says what came and what went. */
export function Parameters({ hunt }: { hunt: HuntState }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const configure = useConfigure(hunt.id);
  const textOf = (parameter: Parameter) => typed[parameter.name] ?? typedOf(parameter.value);
  const values = hunt.parameters.map(
    (parameter) => [parameter, valueOf(parameter, textOf(parameter))] as const,
  );
  const wrong = values.some(([, value]) => value === null);
  const changed = hunt.parameters.some((parameter) => textOf(parameter) !== typedOf(parameter.value));
  const custom = hunt.parameters.some((parameter) => typedOf(parameter.value) !== typedOf(parameter.default));

  const own = hunt.parameters.filter((parameter) => !parameter.shared);
  const shared = hunt.parameters.filter((parameter) => parameter.shared);
  const changedShared = shared.filter((parameter) => typedOf(parameter.value) !== typedOf(parameter.default));
  const [isOpen, setOpen] = useState(own.length === 0 || changedShared.length > 0);
  const fieldsOf = (parameters: readonly Parameter[]) =>
    parameters.map((parameter) => (
      <ParameterField
        key={parameter.name}
        parameter={parameter}
        typed={textOf(parameter)}
        onType={(value) => setTyped((before) => ({ ...before, [parameter.name]: value }))}
      />
    ));

  const run = (next: Values) => configure.mutate(next, { onSuccess: () => setTyped({}) });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const filled: Values = {};
    for (const [parameter, value] of values) if (value !== null) filled[parameter.name] = value;
    if (!wrong) run(filled);
  };
  return (
    <div className="stack-panels">
      <Panel title={text.hunts.parameters}>
        {hunt.parameters.length === 0 ? (
          <p className="muted">{text.hunts.noParameters}</p>
        ) : (
          <form onSubmit={submit}>
            {fieldsOf(own)}
            {shared.length > 0 && (
              <details
                className="left-out"
                open={isOpen}
                onToggle={(event) => setOpen(event.currentTarget.open)}
              >
                <summary>
                  {text.hunts.leaveOut}
                  {changedShared.length > 0 && (
                    <span className="tag">{text.hunts.changedOf(changedShared.length)}</span>
                  )}
                  <span className="muted">{text.hunts.leaveOutHelp}</span>
                </summary>
                {fieldsOf(shared)}
              </details>
            )}
            <div className="row-gap">
              <Button
                type="submit"
                intent="primary"
                text={text.hunts.run}
                disabled={!changed || wrong}
                loading={configure.isPending}
              />
              <Button
                variant="minimal"
                text={text.hunts.reset}
                disabled={!custom || configure.isPending}
                onClick={() => run({})}
              />
            </div>
          </form>
        )}
      </Panel>
      {configure.data && <Difference difference={configure.data} />}
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
