import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { ReportedFinding } from '../../../../shared/report.ts';
import type { Told } from './gather.ts';
import { SEVERITY_INK, SIZE } from './page.ts';
import { kindOf, scoreOf, valueOf } from './telling.ts';
import { bold, counted, facts, heading, joined, paragraph, say, span, together, words } from './words.ts';

/** What a hunt found: the observation, its figures, and the records. */
export function findingPart(told: Told, one: ReportedFinding, parent: string): Content[] {
  const hunt = told.hunts.find((each) => each.id === one.hunt);
  return [
    together(
      heading(`Finding: ${one.title}`, { level: 3, id: `finding-${one.id}`, parent }),
      paragraph(say(one.summary)),
    ),
    facts(
      [
        ['Grade and score', gradeOf(one)],
        ['About', say(`${kindOf(one.entity.kind)} ${one.entity.value}`)],
        ['Time', say(span(one.window.start, one.window.end))],
        ...valuesOf(one),
        ['Hunt', say(`${one.hunt}${one.own === null ? '' : `, a hunt of this case (SHA-256 ${one.own})`}`)],
        ...(hunt ? ([['Innocent causes', say(hunt.false_positives)]] as const) : []),
        ['Hypotheses, ATT&CK', say(joined([...one.hypotheses, ...one.attack]))],
        ['Records', words(told.records.references(one.events), cited(one))],
      ],
      SIZE.small,
    ),
  ];
}

const gradeOf = (one: ReportedFinding): ContentText[] =>
  words(
    bold(one.severity, { color: SEVERITY_INK[one.severity] }),
    `, ${one.score} = ${scoreOf(one.score_parts)}`,
  );

const cited = ({ events, event_count }: ReportedFinding): string =>
  event_count > events.length ? ` (${events.length} cited of ${counted(event_count, 'event')})` : '';

/** Single values in one line; a list has its own. */
function valuesOf({ values }: ReportedFinding): [string, ContentText[]][] {
  const all = Object.entries(values).filter(([, value]) => value !== null && !isEmpty(value));
  const single = all.filter(([, value]) => typeof value !== 'object');
  const figures = single.map(([name, value]) => `${kindOf(name)}: ${valueOf(value)}`).join('; ');
  const lists = all.filter(([, value]) => typeof value === 'object');
  return [
    ...(figures === '' ? [] : ([['Figures', say(figures, { most: 900 })]] as [string, ContentText[]][])),
    ...lists.map(([name, value]): [string, ContentText[]] => [
      kindOf(name),
      say(valueOf(value), { most: 500 }),
    ]),
  ];
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
