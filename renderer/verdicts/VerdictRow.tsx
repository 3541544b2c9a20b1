import { holding, type Verdict } from '../../shared/model.ts';
import { href } from '../app/route.ts';
import { VerdictBadge } from '../parts/Badge.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { Tag } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { OwnMark } from './OwnMark.tsx';

interface VerdictRowProps {
  verdict: Verdict;
  chosen?: boolean;
  query?: Record<string, string>;
}

export function VerdictRow({ verdict, chosen = false, query = {} }: VerdictRowProps) {
  const held = holding(verdict);
  return (
    <a
      className="list-row verdict-row"
      data-testid="verdict-row"
      data-verdict={held.verdict}
      href={href(['verdicts', verdict.verdict_id], query)}
      aria-current={chosen}
    >
      <span>
        <VerdictBadge verdict={held.verdict} />
      </span>
      <span className="score" title={text.verdicts.scoreHelp}>
        {held.score}
      </span>
      <span className="sub" title={held.reason}>
        <strong>
          <EntityName entity={verdict.subject} longest={44} />
        </strong>
        {verdict.own && (
          <span className="verdict-title">
            <OwnMark /> {text.verdicts.byAnalyst} ·{' '}
            {text.verdicts.engineSays(text.verdict[verdict.verdict], verdict.score)}
          </span>
        )}
        <span className="verdict-title muted">
          {verdict.picked && <Tag title={text.sessions.byAnalyst}>{text.sessions.mark}</Tag>} {verdict.title}
        </span>
        <span className="verdict-reason">{held.reason}</span>
      </span>
    </a>
  );
}
