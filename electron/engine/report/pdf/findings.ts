import type { Content } from 'pdfmake/interfaces.js';
import type { ReportedFinding } from '../../../../shared/report.ts';
import type { Told } from './gather.ts';
import { kindOf, scoreOf } from './incidents.ts';
import { SEVERITY_INK } from './page.ts';
import { bold, counted, facts, heading, joined, paragraph, say, span, words } from './words.ts';

/** What a hunt found: the observation, its figures, and the records. */
export function findingPart(told: Told, one: ReportedFinding, parent: string): Content[] {
  const hunt = told.hunts.find((each) => each.id === one.hunt);
  return [
    heading(`Finding: ${one.title}`, { level: 3, id: `finding-${one.id}`, parent }),
    paragraph(say(one.summary)),
    facts([
      ['Grade and score', words(bold(one.severity, { color: SEVERITY_INK[one.severity] }), `, ${one.score} = ${scoreOf(one.score_parts)}`)],
      ['About', say(`${kindOf(one.entity.kind)} ${one.entity.value}`)],
      ['Time', say(span(one.window.start, one.window.end))],
      ...Object.entries(one.values).map(([name, value]) => [kindOf(name), say(valueOf(value), { most: 500 })] as const),
      ['Hunt', say(`${one.hunt}${one.own === null ? '' : `, a hunt of this case (SHA-256 ${one.own})`}`)],
      ...(hunt ? ([['Known innocent causes', say(hunt.false_positives)]] as const) : []),
      ['Hypotheses, ATT&CK', say(joined([...one.hypotheses, ...one.attack]))],
      ['Records', words(told.records.references(one.events), cited(one))],
    ]),
  ];
}

const cited = ({ events, event_count }: ReportedFinding): string =>
  event_count > events.length ? ` (${events.length} cited of ${counted(event_count, 'event')})` : '';

/** A value of a finding as a person reads it. */
export function valueOf(value: unknown): string {
  if (Array.isArray(value)) return joined(value.map(valueOf), 20);
  if (value === null) return '–';
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, part]) => `${kindOf(name)} ${valueOf(part)}`)
      .join(', ');
  return typeof value === 'number' ? String(Math.round(value * 1e6) / 1e6) : String(value);
}
