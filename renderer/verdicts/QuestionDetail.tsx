import type { TreeDrawing } from '../../shared/contract.ts';
import type { OwnStep, PathStep, Row, Verdict } from '../../shared/model.ts';
import { UNKNOWN } from '../../shared/tree-layout.ts';
import { points } from '../format/number.ts';
import { RecordList } from '../parts/RecordList.tsx';
import { Tag } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { OwnMark } from './OwnMark.tsx';
import { QuestionQuery } from './QuestionQuery.tsx';
import type { Ways } from './ways.ts';

interface QuestionDetailProps {
  tree: TreeDrawing;
  verdict: Verdict;
  question: string;
  /** How many subjects went each way. */
  ways: Ways;
  rows: readonly Row[];
}

/** A question of the tree: why it is asked, what was answered and by which records, and where each answer leads. */
export function QuestionDetail({ tree, verdict, question, ways, rows }: QuestionDetailProps) {
  const asked = tree.questions.find((each) => each.id === question);
  const step = verdict.path.find((each) => each.question === question) ?? null;
  if (!asked) return null;
  const own = verdict.own?.path.find((each) => each.question === question) ?? null;
  const shown = step ?? own;
  const cited = rowsOf(shown, rows);
  return (
    <section
      className="question-detail"
      data-testid="question-detail"
      aria-live="polite"
      aria-label={asked.text}
    >
      <h3 className="question-title">{asked.text}</h3>
      {step ? <Answer step={step} /> : <p className="muted">{text.verdicts.notAsked}</p>}
      {own && (own.given || !step) && <OwnAnswer step={own} />}
      <AnswerForm key={question} verdict={verdict} question={asked} />
      <section>
        <h3>{text.verdicts.explain}</h3>
        <p>{asked.explain}</p>
      </section>
      <section>
        <h3>{text.verdicts.branches}</h3>
        <ul className="branches">
          {asked.answers.map(({ answer, next, points: given }) => (
            <li key={answer} className={answer === step?.answer || answer === own?.answer ? 'taken' : ''}>
              <span>
                {answer === own?.answer && answer !== step?.answer && <OwnMark />}
                <Tag>{answer === UNKNOWN ? text.verdicts.unanswered : answer}</Tag>
              </span>
              <span>
                {nextTitle(tree, next)} <Subjects n={ways(question, [answer])} />
              </span>
              <span className="number">{points(given)}</span>
            </li>
          ))}
        </ul>
      </section>
      {shown && (
        <section>
          <h3>{cited.length > 0 ? text.verdicts.records(shown.events.length) : text.verdicts.noRecords}</h3>
          <RecordList rows={cited} />
        </section>
      )}
      {step && asked.query && <QuestionQuery query={asked.query} verdict={verdict} />}
    </section>
  );
}

function Subjects({ n }: { n: number | null }) {
  return n === null ? null : <span className="muted">({text.verdicts.subjects(n)})</span>;
}

function Answer({ step }: { step: PathStep }) {
  const unknown = step.answer === UNKNOWN;
  return (
    <div className="question-reason">
      <p>
        {unknown ? (
          <span className="badge open">? {text.verdicts.unanswered}</span>
        ) : (
          <Tag>{step.answer}</Tag>
        )}{' '}
        <strong>{points(step.points)}</strong>
      </p>
      <p>{step.reason}</p>
      {step.missing && (
        <p className="missing-logs">
          {text.verdicts.missingHelp} <strong>{step.missing}</strong>
        </p>
      )}
    </div>
  );
}

/** What the way with the analyst's answers has here: his own answer, or what the facts say. */
function OwnAnswer({ step }: { step: OwnStep }) {
  return (
    <div className="question-reason own" data-testid="own-answer">
      <p>
        <OwnMark /> {text.verdicts.byAnalyst}: <Tag>{answerName(step.answer)}</Tag>{' '}
        <strong>{points(step.points)}</strong>
      </p>
      <p>{step.reason}</p>
      {step.missing && (
        <p className="missing-logs">
          {text.verdicts.missingHelp} <strong>{step.missing}</strong>
        </p>
      )}
    </div>
  );
}

const answerName = (answer: string): string => (answer === UNKNOWN ? text.verdicts.unanswered : answer);

function nextTitle(tree: TreeDrawing, next: string): string {
  const end = tree.verdicts.find((each) => `verdict:${each.id}` === next);
  if (end) return `→ ${text.verdict[end.verdict]}`;
  return `→ ${tree.questions.find((each) => each.id === next)?.text ?? next}`;
}

function rowsOf(step: PathStep | null, rows: readonly Row[]): Row[] {
  const wanted = new Set(step?.events.map((ref) => `${ref.evidence_id}:${ref.record}`));
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = `${String(row['evidence_id'])}:${String(row['record'])}`;
    if (!wanted.has(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
