import type {
  Citation,
  ReportedFinding,
  ReportedIncident,
  ReportedStep,
  ReportedVerdict,
} from '../../../../../shared/report.ts';
import { placeOf } from '../../tables/place.ts';
import { html, type Html } from './page.ts';

export const incident = (one: ReportedIncident): Html =>
  html`<article id="${one.id}">
    <h3>
      ${one.verdict ?? one.severity ?? 'incident'}, score ${one.score}: ${one.entity.kind} ${one.entity.value}
    </h3>
    <p>${one.summary}</p>
    <dl>
      <dt>Time</dt>
      <dd>${between(one.window)}</dd>
      <dt>ATT&amp;CK</dt>
      <dd>${one.attack.join(', ')}</dd>
      <dt>Score</dt>
      <dd>${parts(one.score_parts)}</dd>
      <dt>Made of</dt>
      <dd>
        ${one.members.map(({ kind, id, points }) => html`<a href="#${id}">${kind} ${id}</a> (${points}) `)}
      </dd>
      <dt>Entities</dt>
      <dd>${one.entities.map(({ kind, value, records }) => `${kind} ${value} (${records})`).join('; ')}</dd>
    </dl>
  </article>`;

export const finding = (one: ReportedFinding): Html =>
  html`<article id="${one.id}">
    <h3>${one.severity}, score ${one.score}: ${one.title}</h3>
    <p>${one.summary}</p>
    <dl>
      <dt>${one.entity.kind}</dt>
      <dd>${one.entity.value}</dd>
      <dt>Time</dt>
      <dd>${between(one.window)}</dd>
      <dt>Hunt</dt>
      <dd>${one.hunt}, ${one.hypotheses.join(', ')}</dd>
      <dt>ATT&amp;CK</dt>
      <dd>${one.attack.join(', ')}</dd>
      <dt>Score</dt>
      <dd>${parts(one.score_parts)}</dd>
      ${
        one.muted === null
          ? null
          : html`<dt>Set aside</dt>
              <dd>${one.muted}</dd>`
      }
      <dt>Events</dt>
      <dd>${one.event_count}, of which these are cited:${places(one.events)}</dd>
    </dl>
  </article>`;

export const verdict = (one: ReportedVerdict): Html =>
  html`<article id="${one.id}">
    <h3>${one.verdict}, score ${one.score}: ${one.subject.kind} ${one.subject.value}</h3>
    <p>${one.reason}</p>
    <dl>
      <dt>Tree</dt>
      <dd>${one.title}, version ${one.version}</dd>
      <dt>Confidence</dt>
      <dd>${one.confidence}</dd>
      <dt>Time</dt>
      <dd>${between(one.window)}</dd>
      ${
        one.alert === null
          ? null
          : html`<dt>Alert</dt>
              <dd>${one.alert.label}${places([one.alert.event])}</dd>`
      }
      ${one.picked === null ? null : picked(one.picked)}
      ${one.missing.map(
        (log) =>
          html`<dt>Would answer</dt>
            <dd>${log}</dd>`,
      )}
    </dl>
    <ol>
      ${one.path.map(step)}
    </ol>
    ${
      one.own === null
        ? null
        : html`<h4>With the answers of the analyst: ${one.own.verdict}, score ${one.own.score}</h4>
            <p>${one.own.reason}</p>
            <ol>
              ${one.own.path.map(step)}
            </ol>`
    }
    ${one.answers.map(answer)}
  </article>`;

const picked = (one: NonNullable<ReportedVerdict['picked']>): Html =>
  html`<dt>Picked by the analyst</dt>
    <dd>
      Two sign-ins, to have their sessions compared${byWhom(one)}:
      ${one.reason || 'no reason given'}${places(one.sessions)}
    </dd>`;

const answer = (one: ReportedVerdict['answers'][number]): Html =>
  html`<p>
    The analyst answered ${one.question} with <strong>${one.answer}</strong>${byWhom(one)}: ${one.reason}
    ${one.taken ? null : html` (The way does not come by this question.)`}
  </p>`;

const step = (one: ReportedStep): Html =>
  html`<li>
    ${one.text} <strong>${one.answer}</strong> (${one.points}):
    ${one.reason}${one.missing === null ? null : html` Would answer: ${one.missing}.`}${places(one.events)}
  </li>`;

export const between = ({ start, end }: { start: string | null; end: string | null }): string =>
  `${start ?? 'not known'} to ${end ?? 'not known'}`;

const parts = (of: readonly { label: string; points: number }[]): string =>
  of.map(({ label, points }) => `${points} ${label}`).join('; ');

export const places = (events: readonly Citation[]): Html | null =>
  events.length === 0
    ? null
    : html`<ul>
        ${events.map((event) => html`<li class="place">${event.timestamp} ${placeOf(event)} ${event.event_id}</li>`)}
      </ul>`;

/** Nothing where custody is not asked for. */
export const byWhom = (one: { author: string | null; written_at: string | null }): string =>
  one.author === null ? '' : ` (${one.author}, ${one.written_at ?? 'at no known time'})`;
