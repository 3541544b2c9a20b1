import { Checkbox, FormGroup, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import type { Parameter } from '../../shared/contract.ts';
import { text } from '../text.ts';
import { typedOf, valueOf } from './parameter-value.ts';

interface ParameterFieldProps {
  parameter: Parameter;
  typed: string;
  onType: (value: string) => void;
}

export function ParameterField({ parameter, typed, onType }: ParameterFieldProps) {
  const id = `parameter-${parameter.name}`;
  const wrong = valueOf(parameter, typed) === null;
  const changed = typed !== typedOf(parameter.default);
  const helper = [parameter.help, parameter.kind === 'list' ? text.hunts.listHelp : '', rangeOf(parameter)]
    .filter(Boolean)
    .join(' · ');
  if (parameter.kind === 'boolean')
    return (
      <FormGroup helperText={helper}>
        <Checkbox
          id={id}
          checked={typed === 'true'}
          label={parameter.title}
          onChange={(event) => onType(String(event.currentTarget.checked))}
        />
      </FormGroup>
    );
  return (
    <FormGroup
      label={parameter.title}
      labelFor={id}
      labelInfo={[
        parameter.kind === 'hours' ? text.hunts.inHours : '',
        changed ? `(${text.hunts.changed}, ${text.hunts.defaultIs(typedOf(parameter.default))})` : '',
      ]
        .filter(Boolean)
        .join(' ')}
      helperText={helper}
      intent={wrong ? 'danger' : 'none'}
    >
      <Control id={id} parameter={parameter} typed={typed} wrong={wrong} onType={onType} />
    </FormGroup>
  );
}

function Control({
  id,
  parameter,
  typed,
  wrong,
  onType,
}: ParameterFieldProps & { id: string; wrong: boolean }) {
  if (parameter.kind === 'choice')
    return (
      <HTMLSelect id={id} value={typed} onChange={(event) => onType(event.currentTarget.value)}>
        {(parameter.choices ?? []).map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </HTMLSelect>
    );
  if (parameter.kind === 'list')
    return (
      <TextArea id={id} fill rows={4} value={typed} onChange={(event) => onType(event.currentTarget.value)} />
    );
  const numeric = parameter.kind !== 'text';
  return (
    <InputGroup
      id={id}
      className={numeric ? 'parameter-number' : ''}
      inputMode={numeric ? 'decimal' : 'text'}
      value={typed}
      aria-invalid={wrong}
      intent={wrong ? 'danger' : 'none'}
      autoComplete="off"
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

function rangeOf({ minimum, maximum }: Parameter): string {
  if (minimum === null && maximum === null) return '';
  return `${minimum ?? '…'} – ${maximum ?? '…'}`;
}
