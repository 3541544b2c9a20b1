import { Checkbox, FormGroup, HTMLSelect, InputGroup } from '@blueprintjs/core';
import type { InputState } from '../../shared/query.ts';
import { shorten } from '../format/shorten.ts';
import { text } from '../text.ts';
import { typedOf, valueOf, type Typed } from './asked.ts';
import { useSuggestions } from './queries.ts';

interface InputFieldProps {
  query: string;
  input: InputState;
  typed: Typed;
  onType: (typed: Typed) => void;
}

export function InputField({ query, input, typed, onType }: InputFieldProps) {
  const id = `input-${input.name}`;
  const wrong = valueOf(input, typed) === null && !(input.required && typed.text === '');
  const usual = typedOf(input.default);
  const isChanged = usual.text !== '' && typed.text !== usual.text;
  if (input.kind === 'boolean')
    return (
      <FormGroup helperText={input.help}>
        <Checkbox
          id={id}
          checked={typed.text === 'true'}
          label={input.title}
          onChange={(event) => onType({ text: String(event.currentTarget.checked), to: '' })}
        />
      </FormGroup>
    );
  return (
    <FormGroup
      label={input.title}
      labelFor={id}
      labelInfo={
        input.required
          ? `(${text.questions.required})`
          : isChanged
            ? `(${text.questions.changed(usual.text)})`
            : ''
      }
      helperText={input.help}
      intent={wrong ? 'danger' : 'none'}
    >
      <Control id={id} input={input} typed={typed} wrong={wrong} onType={onType} />
      {input.column !== null && <Offers query={query} input={input} typed={typed} onType={onType} />}
    </FormGroup>
  );
}

interface ControlProps extends Omit<InputFieldProps, 'query'> {
  id: string;
  wrong: boolean;
}

function Control({ id, input, typed, wrong, onType }: ControlProps) {
  if (input.kind === 'choice')
    return (
      <HTMLSelect
        id={id}
        value={typed.text}
        onChange={(event) => onType({ text: event.currentTarget.value, to: '' })}
      >
        {(input.choices ?? []).map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </HTMLSelect>
    );
  const field = (end: 'text' | 'to', label: string | undefined, fieldId: string) => (
    <InputGroup
      id={fieldId}
      fill={input.kind !== 'integer' && input.kind !== 'hours'}
      className={input.kind === 'integer' || input.kind === 'hours' ? 'parameter-number' : ''}
      value={typed[end]}
      aria-label={label}
      aria-invalid={wrong}
      intent={wrong ? 'danger' : 'none'}
      autoComplete="off"
      spellCheck={false}
      placeholder={input.kind === 'period' ? text.questions.open : ''}
      onChange={(event) => onType({ ...typed, [end]: event.currentTarget.value })}
    />
  );
  if (input.kind !== 'period') return field('text', undefined, id);
  return (
    <div className="question-period">
      {field('text', text.questions.from, id)}
      <span className="muted">–</span>
      {field('to', text.questions.to, `${id}-to`)}
    </div>
  );
}

/** Values of the case, seen last first; what is typed narrows them. */
function Offers({ query, input, typed, onType }: InputFieldProps) {
  const exact = typed.text !== '';
  const offers = useSuggestions(query, input.name, typed.text, true);
  const values = (offers.data ?? []).filter(({ value }) => !exact || value !== typed.text);
  if (values.length === 0) return null;
  return (
    <div className="question-offers" role="group" aria-label={text.questions.recent}>
      <span className="muted">{text.questions.recent}</span>
      {values.map(({ value }) => (
        <button
          key={value}
          type="button"
          className="toggle"
          title={value}
          aria-label={text.questions.offer(value, input.title)}
          onClick={() => onType({ text: value, to: '' })}
        >
          {shorten(value, 32)}
        </button>
      ))}
    </div>
  );
}
