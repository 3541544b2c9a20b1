import type { Entity } from '../../shared/model.ts';
import { text } from '../text.ts';
import { questionsOf } from './asked.ts';
import { useQuestions } from './queries.ts';

/** The questions that can be asked of an entity: one click asks each. */
export function AskLinks({ entity }: { entity: Entity }) {
  const questions = useQuestions();
  const links = questionsOf(questions.data ?? [], entity);
  if (links.length === 0) return null;
  return (
    <nav className="row-gap ask-links" aria-label={text.questions.askOf}>
      {links.map(({ state, to }) => (
        <a key={state.id} href={to}>
          {text.value.ask(state.title)}
        </a>
      ))}
    </nav>
  );
}
