import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryState, SavedQuery } from '../../shared/query.ts';
import { href, useRoute } from '../app/route.ts';
import { ListKeys } from '../parts/ListKeys.tsx';
import { Failed, Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { Answer } from './Answer.tsx';
import { inputsOf, isComplete, offsetOf, questionHref, sortOf } from './asked.ts';
import { Form } from './Form.tsx';
import { useAnswer, useKeep, useQuestions, useSaved } from './queries.ts';
import '../findings/findings.css';
import '../hunts/hunts.css';
import './questions.css';

export function QuestionsView() {
  const questions = useQuestions();
  const chosen = useRoute().path[1];
  return (
    <Loaded query={questions}>
      {(list) => {
        const state = list.find((each) => each.id === chosen) ?? list[0];
        return (
          <div className="split">
            <div className="list">
              <div className="list-head">
                <h1>{text.questions.title}</h1>
                <p className="muted">{text.questions.help}</p>
              </div>
              <Saved />
              <ListKeys label={text.questions.all}>
                {list.map((each) => (
                  <QuestionRow key={each.id} state={each} chosen={each.id === state?.id} />
                ))}
              </ListKeys>
            </div>
            <div className="detail">{state && <Question key={state.id} state={state} />}</div>
          </div>
        );
      }}
    </Loaded>
  );
}

function QuestionRow({ state, chosen }: { state: QueryState; chosen: boolean }) {
  return (
    <a className="list-row question-row" href={href(['questions', state.id])} aria-current={chosen}>
      <span className="title">{state.title}</span>
      {state.missing !== null && <span className="badge open">? {text.questions.missing}</span>}
      <span className="sub">{state.question}</span>
    </a>
  );
}

function Saved() {
  const saved = useSaved();
  const { remove } = useKeep();
  if (!saved.data || saved.data.length === 0) return null;
  return (
    <section className="question-saved" aria-label={text.questions.saved}>
      <h3>{text.questions.saved}</h3>
      <ul>
        {saved.data.map((one: SavedQuery) => (
          <li key={one.name}>
            <a href={questionHref(one.query, one)}>{one.name}</a>
            <Button
              size="small"
              variant="minimal"
              icon={<Cross size={12} />}
              aria-label={text.questions.remove(one.name)}
              onClick={() => remove.mutate(one.name)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Question({ state }: { state: QueryState }) {
  const route = useRoute();
  const given = inputsOf(route);
  const inputs = given ?? {};
  const asked = { query: state.id, inputs, sort: sortOf(route), offset: offsetOf(route) };
  const ready = given !== null && isComplete(state, inputs) && state.missing === null;
  const answer = useAnswer(asked, ready);
  const queries = useQueryClient();
  const stop = () => void queries.cancelQueries({ queryKey: ['questions', 'answer', state.id] });
  return (
    <article className="detail-body" data-testid="question">
      <header className="detail-head">
        <h2>{state.title}</h2>
        <p className="lead">{state.question}</p>
        <p className="muted">{state.reading}</p>
        {state.missing !== null && <p className="not-run">{text.questions.missingHelp(state.missing)}</p>}
      </header>
      <Form key={JSON.stringify(inputs)} state={state} inputs={inputs} asking={answer.isFetching} />
      {answer.isFetching && <Button size="small" text={text.questions.stop} onClick={stop} />}
      {!ready && state.missing === null && <p className="muted">{text.questions.waiting}</p>}
      {answer.isError && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {ready && answer.data && (
        <Answer state={state} asked={asked} answer={answer.data} stale={answer.isPlaceholderData} />
      )}
    </article>
  );
}
