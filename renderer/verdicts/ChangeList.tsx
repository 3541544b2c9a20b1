import type { VerdictChange, VerdictSide } from '../../shared/model.ts';
import { entityHref, href } from '../app/route.ts';
import { VerdictBadge } from '../parts/Badge.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { text } from '../text.ts';
import './verdicts.css';

/** Verdicts before and after a run of the trees, each with the questions that are answered otherwise. */
export function ChangeList({ changes }: { changes: readonly VerdictChange[] }) {
  return (
    <ul className="changes">
      {changes.map((one) => (
        <li key={`${one.tree} ${one.subject.value} ${one.alert ?? ''}`} data-testid="verdict-change">
          <Sides before={one.before} now={one.now} />
          <a href={one.verdict_id === null ? entityHref(one.subject) : href(['verdicts', one.verdict_id])}>
            <EntityName entity={one.subject} longest={64} />
          </a>
          <span className="muted">{one.alert === null ? one.title : `${one.title} · ${one.alert}`}</span>
          <Answers answers={one.answers} />
        </li>
      ))}
    </ul>
  );
}

function Sides({ before, now }: Pick<VerdictChange, 'before' | 'now'>) {
  return (
    <span className="row-gap">
      {before === null && <strong>{text.verdicts.new}</strong>}
      {now === null && <strong>{text.verdicts.gone}</strong>}
      {before !== null && <Side side={before} />}
      {before !== null && now !== null && <span>→</span>}
      {now !== null && <Side side={now} />}
    </span>
  );
}

/** The engine's, and an analyst's beside it. */
function Side({ side: { verdict, score, own } }: { side: VerdictSide }) {
  return (
    <span className="row-gap">
      <VerdictBadge verdict={verdict} bare /> {score}
      {own && (
        <span>
          ({text.verdicts.byAnalyst}: {text.verdict[own.verdict]} {own.score})
        </span>
      )}
    </span>
  );
}

function Answers({ answers }: Pick<VerdictChange, 'answers'>) {
  if (answers.length === 0) return null;
  return (
    <ul className="changed-answers">
      {answers.map(({ question, text: words, before, now }) => (
        <li key={question}>
          {words} <strong>{before ?? text.verdicts.notAskedShort}</strong> →{' '}
          <strong>{now ?? text.verdicts.notAskedShort}</strong>
        </li>
      ))}
    </ul>
  );
}
