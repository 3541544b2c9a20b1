import { Button, TextArea } from '@blueprintjs/core';
import { Undo } from '@blueprintjs/icons';
import { useState, type SyntheticEvent } from 'react';
import type { TreeDrawing } from '../../shared/contract.ts';
import type { GivenAnswer, Verdict } from '../../shared/model.ts';
import { UNKNOWN } from '../../shared/tree-layout.ts';
import { isRunning, useJob } from '../app/job.ts';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { OwnMark } from './OwnMark.tsx';
import { useAnswering } from './queries.ts';

interface AnswerFormProps {
  verdict: Verdict;
  question: TreeDrawing['questions'][number];
}

/** The analyst answers the question himself, or takes back what he answered. */
export function AnswerForm({ verdict, question }: AnswerFormProps) {
  const given = verdict.answers.find((each) => each.question === question.id);
  return given ? (
    <Given verdict={verdict} answer={given} />
  ) : (
    <details className="answer-form">
      <summary>{text.verdicts.answerIt}</summary>
      <Form verdict={verdict} question={question} />
    </details>
  );
}

function Form({ verdict, question }: AnswerFormProps) {
  const [answer, setAnswer] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const running = useJob((job) => isRunning(job.progress));
  const { mutate, isPending } = useAnswering();
  const ready = answer !== null && reason.trim() !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!ready) return;
    const { verdict_id } = verdict;
    mutate((verdicts) => verdicts.answer({ verdict_id, question: question.id, answer, reason }));
  };
  return (
    <form className="stack" onSubmit={submit} data-testid="answer-form">
      <p className="muted">{text.verdicts.answerHelp}</p>
      <div className="toggle-row" role="group" aria-label={text.verdicts.choose}>
        {question.answers.map((each) => (
          <button
            key={each.answer}
            type="button"
            className="toggle"
            aria-pressed={answer === each.answer}
            onClick={() => setAnswer(each.answer)}
          >
            {answerName(each.answer)}
          </button>
        ))}
      </div>
      <TextArea
        fill
        autoResize
        aria-label={text.verdicts.reason}
        placeholder={text.verdicts.reasonHelp}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        size="small"
        type="submit"
        intent="primary"
        text={text.verdicts.give}
        loading={isPending}
        disabled={running || !ready}
      />
    </form>
  );
}

function Given({ verdict, answer }: { verdict: Verdict; answer: GivenAnswer }) {
  const running = useJob((job) => isRunning(job.progress));
  const { mutate, isPending } = useAnswering();
  const undo = () => {
    const { verdict_id } = verdict;
    mutate((verdicts) => verdicts.unanswer({ verdict_id, question: answer.question }));
  };
  return (
    <div className="answer-form" data-testid="given-answer">
      <p>
        <OwnMark /> <strong>{text.verdicts.answered(answerName(answer.answer))}</strong>{' '}
        {text.verdicts.answeredBy(answer.author)}, <Time iso={answer.written_at} />
      </p>
      {!answer.taken && (
        <>
          <p>{answer.reason}</p>
          <p className="muted">{text.verdicts.notTaken}</p>
        </>
      )}
      <Button
        size="small"
        icon={<Undo size={14} />}
        text={text.verdicts.undo}
        loading={isPending}
        disabled={running}
        onClick={undo}
      />
    </div>
  );
}

const answerName = (answer: string): string => (answer === UNKNOWN ? text.verdicts.unanswered : answer);
