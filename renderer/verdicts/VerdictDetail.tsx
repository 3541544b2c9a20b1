import { Button } from '@blueprintjs/core';
import { Undo } from '@blueprintjs/icons';
import { useMemo, useState } from 'react';
import type { TreeDrawing, TreeWay } from '../../shared/contract.ts';
import type { OwnStep, OwnVerdict, PathStep, PickedSessions, Row, Verdict } from '../../shared/model.ts';
import { isRunning, useJob } from '../app/job.ts';
import { go, href, timelineHref } from '../app/route.ts';
import { points } from '../format/number.ts';
import { VerdictBadge } from '../parts/Badge.tsx';
import { entityFilter } from '../../shared/entities.ts';
import { UNKNOWN } from '../../shared/tree-layout.ts';
import { EntityLink } from '../parts/EntityLink.tsx';
import { Facts, FactTables } from '../parts/Facts.tsx';
import { Marks } from '../marks/Marks.tsx';
import { verdictSubject } from '../marks/subjects.ts';
import { Panel, Tag } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time, TimeRange } from '../parts/Time.tsx';
import { useUncompare } from '../sessions/queries.ts';
import { text } from '../text.ts';
import { OwnMark } from './OwnMark.tsx';
import { QuestionDetail } from './QuestionDetail.tsx';
import { TreeParameters } from './TreeParameters.tsx';
import { TreeView } from './TreeView.tsx';
import { useTrees, useVerdict } from './queries.ts';
import { waysOf } from './ways.ts';
import { Term } from '../parts/Term.tsx';

export function VerdictDetail({ verdictId }: { verdictId: string }) {
  const query = useVerdict(verdictId);
  return (
    <Loaded query={query}>
      {(data) => <Body verdict={data.verdict} tree={data.tree} ways={data.ways} rows={data.events} />}
    </Loaded>
  );
}

interface BodyProps {
  verdict: Verdict;
  tree: TreeDrawing;
  ways: readonly TreeWay[];
  rows: readonly Row[];
}

function Body({ verdict, tree, ways: counted, rows }: BodyProps) {
  const ways = useMemo(() => waysOf(tree, counted), [tree, counted]);
  const [chosen, setChosen] = useState<string | null>(verdict.path.at(-1)?.question ?? null);
  return (
    <article className="detail-body">
      <Head verdict={verdict} />
      <Panel title={text.verdicts.tree} hint={text.verdicts.treeHelp} flush>
        <div className="tree-and-question">
          <div className="tree-columns">
            <TreeView tree={tree} verdict={verdict} ways={ways} chosen={chosen} choose={setChosen} />
            {chosen !== null && (
              <QuestionDetail tree={tree} verdict={verdict} ways={ways} question={chosen} rows={rows} />
            )}
          </div>
        </div>
      </Panel>
      <div className="columns">
        <div className="span-7 stack-panels">
          <Path
            title={verdict.own ? text.verdicts.enginePath : text.verdicts.path}
            of={verdict}
            chosen={chosen}
            choose={setChosen}
          />
          {verdict.own && (
            <Path title={text.verdicts.ownPath} of={verdict.own} chosen={chosen} choose={setChosen} />
          )}
        </div>
        <div className="span-5 stack-panels">
          <Sum title={text.verdicts.sum} of={verdict} />
          {verdict.own && <Sum title={text.verdicts.ownSum} of={verdict.own} />}
        </div>
      </div>
      <Panel title={text.verdicts.facts} hint={text.verdicts.factsHelp}>
        <div className="fact-columns">
          <Facts facts={verdict.facts} />
        </div>
      </Panel>
      <FactTables facts={verdict.facts} />
    </article>
  );
}

function Head({ verdict }: { verdict: Verdict }) {
  const { missing } = verdict.own ?? verdict;
  return (
    <header className="detail-head">
      <div className="row-gap">
        {!verdict.own && <VerdictBadge verdict={verdict.verdict} />}
        <h2>{verdict.title}</h2>
        <span className="muted">{text.verdicts.version(verdict.tree_version)}</span>
        <OwnTreeMark tree={verdict.tree} />
        <span className="spring" />
        <TreeParameters tree={verdict.tree} />
      </div>
      {verdict.own ? (
        <BothVerdicts verdict={verdict} own={verdict.own} />
      ) : (
        <p className="lead">{verdict.reason}</p>
      )}
      {verdict.alert && (
        <p>
          <span className="muted">{text.verdicts.alert}</span> {verdict.alert.label}
        </p>
      )}
      {verdict.picked && <PickedBy picked={verdict.picked} />}
      <div className="row-gap">
        <EntityLink entity={verdict.subject} longest={64} />
        <TimeRange from={verdict.window_start} to={verdict.window_end} />
        {!verdict.own && <Measure of={verdict} />}
        <a href={timelineHref([entityFilter(verdict.subject)])}>{text.findings.openTimeline} →</a>
      </div>
      {missing.length > 0 && (
        <p className="missing-logs">
          {text.verdicts.missingHelp} <strong>{missing.join('; ')}</strong>
        </p>
      )}
      <Marks subject={verdictSubject(verdict)} />
    </header>
  );
}

/** Beside a verdict of a tree of the case itself. */
function OwnTreeMark({ tree }: { tree: string }) {
  const own = useTrees().data?.find((each) => each.id === tree)?.own;
  return own ? <Tag title={text.verdicts.ownTrees.markHelp(own.sha256)}>{text.hunts.own.mark}</Tag> : null;
}

/** Who picked the two sessions and why, and the way to take that back. */
function PickedBy({ picked }: { picked: PickedSessions }) {
  const running = useJob((job) => isRunning(job.progress));
  const { mutate, isPending } = useUncompare();
  return (
    <p className="row-gap" data-testid="picked-by">
      <span>
        <OwnMark /> <strong>{text.sessions.byAnalyst}</strong> {text.verdicts.answeredBy(picked.author)},{' '}
        <Time iso={picked.written_at} />: {picked.reason}
      </span>
      <Button
        size="small"
        icon={<Undo size={14} />}
        text={text.sessions.takeBack}
        loading={isPending}
        disabled={running}
        onClick={() => mutate(picked.pick_id, { onSuccess: () => go(href(['verdicts'])) })}
      />
    </p>
  );
}

type Way = Pick<Verdict, 'verdict' | 'reason' | 'score' | 'confidence'> & {
  path: readonly (PathStep | OwnStep)[];
};

function Measure({ of }: { of: Pick<Way, 'score' | 'confidence'> }) {
  return (
    <>
      <span title={text.verdicts.scoreHelp}>
        {text.verdicts.score} <strong>{of.score}</strong>
      </span>
      <span>
        <Term name="confidence">{text.verdicts.confidence}</Term>{' '}
        <strong>{text.verdicts.confidences[of.confidence]}</strong>
      </span>
    </>
  );
}

/** The analyst's verdict and the engine's, side by side: neither takes the other's place. */
function BothVerdicts({ verdict, own }: { verdict: Verdict; own: OwnVerdict }) {
  return (
    <div className="both-verdicts" data-testid="both-verdicts">
      <OneVerdict title={text.verdicts.ownWay} of={own} own />
      <OneVerdict title={text.verdicts.engineWay} of={verdict} />
    </div>
  );
}

function OneVerdict({ title, of, own = false }: { title: string; of: Way; own?: boolean }) {
  return (
    <section className={own ? 'one-verdict own' : 'one-verdict'} aria-label={title}>
      <h3>
        {own && <OwnMark />} {title}
      </h3>
      <div className="row-gap">
        <VerdictBadge verdict={of.verdict} /> <Measure of={of} />
      </div>
      <p>{of.reason}</p>
    </section>
  );
}

interface PathProps {
  title: string;
  of: Way;
  chosen: string | null;
  choose: (question: string) => void;
}

/** The way taken in words: the same as the drawing, for whoever cannot see it. */
function Path({ title, of, chosen, choose }: PathProps) {
  return (
    <Panel title={title} flush>
      <ol className="path">
        {of.path.map((step, at) => (
          <li key={step.question} className={chosen === step.question ? 'chosen' : ''}>
            <button
              type="button"
              aria-pressed={chosen === step.question}
              onClick={() => choose(step.question)}
            >
              <span className="path-number">{at + 1}</span>
              <span className="path-words">
                <strong>{step.text}</strong>
                <span>
                  {isGiven(step) && <OwnMark />}
                  {step.answer === UNKNOWN ? (
                    <span className="badge open">? {text.verdicts.unanswered}</span>
                  ) : (
                    <Tag>{step.answer}</Tag>
                  )}{' '}
                  {step.reason}
                </span>
                {step.missing && (
                  <span className="muted">
                    {text.verdicts.missing}: {step.missing}
                  </span>
                )}
              </span>
              <span className="number">{points(step.points)}</span>
            </button>
          </li>
        ))}
        <li className="path-end">
          <VerdictBadge verdict={of.verdict} />
        </li>
      </ol>
    </Panel>
  );
}

const isGiven = (step: PathStep | OwnStep): boolean => 'given' in step && step.given;

/** What each answer gave, and what keeps the sum within 0 to 100. */
function Sum({ title, of }: { title: string; of: Way }) {
  const answers = of.path.filter((step) => step.points !== 0);
  const given = answers.reduce((sum, step) => sum + step.points, 0);
  const rest = of.score - given;
  return (
    <Panel title={title} flush>
      <table className="table">
        <tbody>
          {rest !== 0 && (
            <tr>
              <td className="muted">
                {of.score === 0 || of.score === 100
                  ? `${text.verdicts.start}; ${text.verdicts.limited}`
                  : text.verdicts.start}
              </td>
              <td className="number">{points(rest)}</td>
            </tr>
          )}
          {answers.map((step) => (
            <tr key={step.question}>
              <td>
                {step.text} <Tag>{step.answer}</Tag>
              </td>
              <td className="number">{points(step.points)}</td>
            </tr>
          ))}
          <tr className="total">
            <td>{text.verdicts.score}</td>
            <td className="number">{of.score}</td>
          </tr>
        </tbody>
      </table>
    </Panel>
  );
}
