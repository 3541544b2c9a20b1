import { Button } from '@blueprintjs/core';
import { Duplicate } from '@blueprintjs/icons';
import type { TreeDrawing } from '../../shared/contract.ts';
import type { Verdict } from '../../shared/model.ts';
import { copy } from '../app/copy.ts';
import { tell } from '../app/messages.tsx';
import { text } from '../text.ts';

interface QuestionQueryProps {
  query: NonNullable<TreeDrawing['questions'][number]['query']>;
  verdict: Verdict;
}

/** The query that finds the records behind the answer, and what is bound in it for this subject. */
export function QuestionQuery({ query, verdict }: QuestionQueryProps) {
  const known = { ...query.constants, ...verdict.facts, ...verdict.parameters };
  return (
    <details className="question-query" data-testid="question-query">
      <summary>{text.verdicts.query}</summary>
      <p className="muted">{text.verdicts.queryHelp}</p>
      <dl className="bound-values">
        {query.names.map((name) => (
          <div key={name}>
            <dt>${name}</dt>
            <dd>{JSON.stringify(known[name] ?? null)}</dd>
          </div>
        ))}
      </dl>
      <pre tabIndex={0}>{query.sql.trim()}</pre>
      <Button
        size="small"
        variant="minimal"
        icon={<Duplicate />}
        text={text.verdicts.copyQuery}
        onClick={() => {
          copy(query.sql);
          tell(text.action.copied);
        }}
      />
    </details>
  );
}
