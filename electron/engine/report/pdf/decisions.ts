import type { Content } from 'pdfmake/interfaces.js';
import type { Told } from './gather.ts';
import { kindOf } from './telling.ts';
import { heading, note, paragraph, say, span, table, time } from './words.ts';

const CHAPTER = 'decisions';

/** What a person decided in this case beside the program: what he answered stands with its verdict. */
export function decisions({ mutes, personDecisions, networks, acts, choices }: Told): Content[] {
  const given = networks.known.filter((one) => one.status !== 'learned');
  return [
    heading('Decisions of the analyst', { level: 1, id: CHAPTER, newPage: true }),
    paragraph(
      'Answers that the analyst gave in place of the program stand with their verdicts, beside what the facts alone come to. This is what else he decided.',
    ),
    heading('Findings set aside', { level: 2, id: 'mutes', parent: CHAPTER }),
    mutes.length === 0
      ? paragraph('None.')
      : table(
          mutes.map((one) => [
            say(one.hunt),
            say(`${kindOf(one.entity.kind)} ${one.entity.value}`),
            say(one.window_start === null ? 'whenever' : span(one.window_start, one.window_end)),
            say(one.reason, { most: 2000 }),
            say(acts === null ? '–' : `${one.muted_by}, ${time(one.muted_at)}`),
          ]),
          { widths: [20, 22, 20, 26, 12], head: ['Hunt', 'About', 'Time', 'Reason', 'By, when'] },
        ),
    heading('Who is who', { level: 2, id: 'person-decisions', parent: CHAPTER }),
    personDecisions.length === 0
      ? paragraph('None; names belong together as the rules of the program say.')
      : table(
          personDecisions.map((one) => [
            say(one.kind === 'merge' ? 'taken for one person' : 'taken apart'),
            say(one.name),
            say(one.with_name ?? '–'),
            say(one.reason, { most: 2000 }),
          ]),
          { widths: [18, 26, 26, 30], head: ['Decision', 'Name', 'With', 'Reason'] },
        ),
    heading('Networks of the organisation', { level: 2, id: 'given-networks', parent: CHAPTER }),
    given.length === 0
      ? paragraph('None was given or decided on.')
      : table(
          given.map((one) => [
            say(one.prefix),
            say(one.name),
            say(one.status),
            say(one.reason ?? '–', { most: 2000 }),
          ]),
          { widths: [24, 26, 14, 36], head: ['Network', 'Name', 'Status', 'Reason'] },
        ),
    ...(choices.sections.includes('audit')
      ? []
      : [note('Who decided it and when stands in the audit log of the case.')]),
  ];
}
