import { Checkbox, FormGroup } from '@blueprintjs/core';
import { REDACTIONS, type Redaction } from '../../shared/redaction.ts';
import { text } from '../text.ts';

interface RedactionChoiceProps {
  chosen: readonly Redaction[];
  disabled?: boolean;
  onChoose: (chosen: Redaction[]) => void;
}

/** What has pseudonyms in its place, and what that cannot promise. */
export function RedactionChoice({ chosen, disabled = false, onChoose }: RedactionChoiceProps) {
  const toggle = (one: Redaction) =>
    onChoose(REDACTIONS.filter((each) => (each === one) !== chosen.includes(each)));
  return (
    <FormGroup label={text.redaction.title} className="redaction">
      {REDACTIONS.map((each) => (
        <Checkbox
          key={each}
          label={text.redaction.kinds[each]}
          checked={chosen.includes(each)}
          disabled={disabled}
          onChange={() => toggle(each)}
        />
      ))}
      {chosen.length > 0 && <p className="muted">{text.redaction.promise}</p>}
    </FormGroup>
  );
}
