import type { Verdict } from '../../shared/model.ts';
import { href } from '../app/route.ts';
import { VerdictBadge } from '../parts/Badge.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { text } from '../text.ts';

interface VerdictRowProps {
  verdict: Verdict;
  chosen?: boolean;
  query?: Record<string, string>;
}

export function VerdictRow({ verdict, chosen = false, query = {} }: VerdictRowProps) {
  return (
    <a
      className="list-row verdict-row"
      data-testid="verdict-row"
      data-verdict={verdict.verdict}
      href={href(['verdicts', verdict.verdict_id], query)}
      aria-current={chosen}
    >
      <span>
        <VerdictBadge verdict={verdict.verdict} />
      </span>
      <span className="score" title={text.verdicts.scoreHelp}>
        {verdict.score}
      </span>
      <span className="sub" title={verdict.reason}>
        <strong>
          <EntityName entity={verdict.subject} longest={44} />
        </strong>
        <span className="verdict-title muted">{verdict.title}</span>
        <span className="verdict-reason">{verdict.reason}</span>
      </span>
    </a>
  );
}
