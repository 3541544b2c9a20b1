import { Button, FormGroup, InputGroup } from '@blueprintjs/core';
import { useId, useState, type SyntheticEvent } from 'react';
import { isTimeZone } from '../../shared/case-settings.ts';
import type { CaseInfo } from '../../shared/contract.ts';
import { Panel } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { useConfigureCase } from './queries.ts';
import { ZoneField } from './ZoneField.tsx';

/** What the case says of itself. */
export function CasePanel({ info }: { info: CaseInfo }) {
  const [typed, setTyped] = useState({
    name: info.name,
    examiner: info.examiner ?? '',
    reference: info.reference ?? '',
    zone: info.time_zone,
  });
  const configure = useConfigureCase();
  const change = {
    name: typed.name.trim(),
    examiner: typed.examiner.trim() || null,
    reference: typed.reference.trim() || null,
    time_zone: typed.zone.trim(),
  };
  const good = change.name !== '' && isTimeZone(change.time_zone);
  const same =
    change.name === info.name &&
    change.examiner === info.examiner &&
    change.reference === info.reference &&
    change.time_zone === info.time_zone;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (good && !same) configure.mutate(change);
  };
  return (
    <Panel title={text.settings.case} hint={info.path}>
      <form className="settings-form" onSubmit={submit} data-testid="case-settings">
        {(['name', 'examiner', 'reference'] as const).map((field) => (
          <Field
            key={field}
            label={text.start[field]}
            value={typed[field]}
            onType={(value) => setTyped({ ...typed, [field]: value })}
          />
        ))}
        <ZoneField value={typed.zone} onType={(zone) => setTyped({ ...typed, zone })} />
        <p className="muted">
          {text.data.created} <Time iso={info.created_at} />
        </p>
        <Button
          type="submit"
          intent="primary"
          text={text.settings.save}
          disabled={!good || same}
          loading={configure.isPending}
        />
      </form>
    </Panel>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onType: (value: string) => void;
}

function Field({ label, value, onType }: FieldProps) {
  const id = useId();
  return (
    <FormGroup label={label} labelFor={id}>
      <InputGroup
        id={id}
        autoComplete="off"
        value={value}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </FormGroup>
  );
}
