import { HTMLSelect } from '@blueprintjs/core';
import type { MappingLook } from '../../shared/contract.ts';
import type { Field } from '../../shared/mapping.ts';
import { Outcome } from '../../shared/model.ts';
import { shorten } from '../format/shorten.ts';
import { text } from '../text.ts';

interface OutcomeWordsProps {
  field: Extract<Field, { from: unknown }>;
  look: MappingLook;
  onChange: (field: Field) => void;
}

/** What each value means; the usual words are known. */
export function OutcomeWords({ field, look, onChange }: OutcomeWordsProps) {
  const examples = look.columns.find((column) => column.path === field.from[0])?.examples ?? [];
  const words = [...new Set([...examples, ...Object.keys(field.outcomes ?? {})])];
  const choose = (word: string, chosen: string) => {
    const outcomes = Object.fromEntries(
      Object.entries(field.outcomes ?? {}).filter(([other]) => other !== word),
    );
    const meaning = Outcome.safeParse(chosen);
    if (meaning.success) outcomes[word] = meaning.data;
    onChange({ ...field, outcomes });
  };
  return (
    <div className="mapping-words">
      {words.map((word) => (
        <label key={word}>
          <span className="mono" title={word}>
            {shorten(word, 24)}
          </span>
          <HTMLSelect
            value={field.outcomes?.[word] ?? ''}
            onChange={(event) => choose(word, event.currentTarget.value)}
          >
            <option value="">{text.mapping.usual}</option>
            {Outcome.options.map((outcome) => (
              <option key={outcome} value={outcome}>
                {text.outcome[outcome]}
              </option>
            ))}
          </HTMLSelect>
        </label>
      ))}
    </div>
  );
}
