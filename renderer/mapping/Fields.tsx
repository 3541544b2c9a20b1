import { HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { MappingLook } from '../../shared/contract.ts';
import { MAPPABLE, type Field, type Mapping } from '../../shared/mapping.ts';
import { columnTitle, text, columnHelp } from '../text.ts';
import { fromColumn, shownFields, withField } from './draft.ts';
import { OutcomeWords } from './OutcomeWords.tsx';
import { TimeChoice } from './TimeChoice.tsx';

interface FieldsProps {
  look: MappingLook;
  draft: Mapping;
  onChange: (draft: Mapping) => void;
}

/** Each of our fields with the column that it is filled from. */
export function Fields({ look, draft, onChange }: FieldsProps) {
  const [added, setAdded] = useState<string[]>([]);
  const shown = shownFields(draft, added);
  return (
    <>
      {shown.map((name) => (
        <FieldRow
          key={name}
          {...{ name, look }}
          field={draft.fields[name]}
          onChange={(field) => onChange(withField(draft, name, field))}
        />
      ))}
      <HTMLSelect
        aria-label={text.mapping.addField}
        value=""
        fill
        onChange={(event) => setAdded([...added, event.currentTarget.value])}
      >
        <option value="">{text.mapping.addField}</option>
        {MAPPABLE.filter(({ name }) => !shown.includes(name)).map(({ name, ecs }) => (
          <option key={name} value={name}>
            {`${columnTitle(name)} (${ecs ?? name})`}
          </option>
        ))}
      </HTMLSelect>
    </>
  );
}

interface FieldRowProps {
  name: string;
  look: MappingLook;
  field: Field | undefined;
  onChange: (field: Field | null) => void;
}

/** Choices that are no column; a column's choice begins with `:`. */
const FIXED = 'fixed';

function FieldRow({ name, look, field, onChange }: FieldRowProps) {
  const paths = look.columns.map((column) => column.path);
  const path = field && 'from' in field ? field.from[0] : undefined;
  const choice = path === undefined ? (field ? FIXED : '') : `:${path}`;
  const choose = (chosen: string) => {
    if (chosen.startsWith(':')) onChange(fromColumn(name, field, chosen.slice(1)));
    else onChange(chosen === FIXED ? { value: name === 'event_outcome' ? 'unknown' : '?' } : null);
  };
  const more = field && 'from' in field ? field.from.slice(1) : [];
  return (
    <div className="mapping-field">
      <label htmlFor={`map-${name}`} title={columnHelp(name)}>
        {columnTitle(name)}
      </label>
      <HTMLSelect
        id={`map-${name}`}
        fill
        value={choice}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {name !== 'timestamp' && <option value="">{text.mapping.nothing}</option>}
        {name !== 'timestamp' && <option value={FIXED}>{text.mapping.fixed}</option>}
        {path !== undefined && !paths.includes(path) && (
          <option value={choice}>{text.mapping.notHere(path)}</option>
        )}
        {look.columns.map((column) => (
          <option key={column.path} value={`:${column.path}`}>
            {text.mapping.column(column.path, column.examples[0])}
          </option>
        ))}
      </HTMLSelect>
      {field && 'value' in field && (
        <InputGroup
          size="small"
          aria-label={text.mapping.valueOf(columnTitle(name))}
          value={field.value}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      )}
      {more.length > 0 && <span className="muted">{text.mapping.orElse(more)}</span>}
      {field && 'from' in field && field.time && (
        <TimeChoice time={field.time} look={look} onChange={(time) => onChange({ ...field, time })} />
      )}
      {name === 'event_outcome' && field && 'from' in field && (
        <OutcomeWords field={field} look={look} onChange={onChange} />
      )}
    </div>
  );
}
