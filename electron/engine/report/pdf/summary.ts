import type { Content, ContentText } from 'pdfmake/interfaces.js';
import { VERDICTS, SEVERITIES } from '../../../../shared/model.ts';
import type { ReportedIncident } from '../../../../shared/report.ts';
import { evidenceSpan } from './cover.ts';
import type { Told } from './gather.ts';
import { incidentId } from './incidents.ts';
import { INK, SEVERITY_INK, VERDICT_INK } from './page.ts';
import { bold, counted, heading, list, muted, paragraph, say, span, time, words } from './words.ts';

const INCIDENTS = 5;
const MISSING = 5;
const SHORT = { most: 220 };
const LOG = { most: 100 };

/** One page in plain words, for somebody who reads no other. */
export function summary(told: Told): Content[] {
  return [
    heading('Summary', { level: 1, id: 'summary', newPage: true }),
    paragraph(examined(told)),
    { text: bold('What was found'), margin: [0, 6, 0, 3] },
    ...found(told),
    { text: bold('What could not be answered'), margin: [0, 6, 0, 3] },
    ...unanswered(told),
    { text: bold('How sure this is'), margin: [0, 6, 0, 3] },
    paragraph(
      'Each statement below is tied to records of the evidence that are named by number. Incidents are ordered by what weighs most. A verdict names every question that was asked, its answer and the records behind it. None of this names a person as guilty: it says from where and how accounts were used.',
    ),
  ];
}

function examined(told: Told): string {
  const { totals, coverage } = told;
  const { first, last } = evidenceSpan(told);
  const logs = counted(coverage.sources.length, 'log source');
  return `${counted(totals.files, 'file')} with ${counted(totals.records, 'record')} of ${logs} were examined, from ${time(first)} to ${time(last)} (UTC). ${
    totals.balanced
      ? 'Every record is accounted for: it became an event, was skipped for a stated reason, or was rejected and is listed.'
      : 'NOT every record is accounted for; see the evidence manifest.'
  } ${counted(totals.rejected, 'record')} could not be read${totals.rejected > 0 ? ' and may hold what this report does not know' : ''}.`;
}

function found(told: Told): Content[] {
  const incidents = [...told.incidents.map((one) => one.incident), ...told.further];
  if (incidents.length === 0)
    return [
      paragraph(
        'No incident: no rule found anything in the logs at hand. What no log covers is listed below.',
      ),
    ];
  const verdicts = VERDICTS.filter((name) => told.verdictCounts.has(name)).map(
    (name) => `${told.verdictCounts.get(name)} ${name}`,
  );
  const grades = SEVERITIES.toReversed().flatMap((name) => {
    const count = incidents.filter((one) => one.severity === name).length;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  const top = incidents.slice(0, INCIDENTS);
  return [
    paragraph(
      `${counted(incidents.length, 'incident')}`,
      grades.length > 0 ? `, by the gravest finding of each: ${grades.join(', ')}` : '',
      '. ',
      verdicts.length > 0
        ? `The decision trees came to these verdicts: ${verdicts.join(', ')}${hasAnswers(told) ? ' (with what the analyst answered)' : ''}.`
        : 'No decision tree had a subject.',
    ),
    list(top.map((one, index) => incidentLine(one, index, told))),
    ...(incidents.length > top.length
      ? [paragraph(`${counted(incidents.length - top.length, 'further incident')} with lower scores.`)]
      : []),
  ];
}

const hasAnswers = ({ incidents }: Told): boolean =>
  incidents.some((one) => one.verdicts.some((verdict) => verdict.own !== null));

function incidentLine(one: ReportedIncident, index: number, told: Told): ContentText[] {
  const link = index < told.incidents.length ? { to: incidentId(index), color: INK.link } : {};
  return words(
    bold(`Incident ${index + 1}: ${one.entity.value}`, { most: 130, ...link }),
    muted(`, score ${one.score}`),
    one.verdict === null ? '' : bold(`, ${one.verdict}`, { color: VERDICT_INK[one.verdict] }),
    one.verdict === null && one.severity !== null
      ? bold(`, ${one.severity}`, { color: SEVERITY_INK[one.severity] })
      : '',
    muted(`. ${span(one.window.start, one.window.end)}. `),
    say(one.summary, SHORT),
  );
}

function unanswered({ coverage: { missing, sources }, alerts }: Told): Content[] {
  const gaps = sources.reduce((sum, one) => sum + one.gaps_total, 0);
  const logs = [...new Set(missing.map((one) => one.missing))];
  const open = alerts.reduce((sum, one) => sum + one.alerts, 0);
  return [
    paragraph(
      missing.length === 0
        ? 'Every hunt and every decision tree had a log to look at.'
        : `${counted(missing.length, 'hunt or decision tree', 'hunts and decision trees')} had no log to look at, which is not the same as nothing found. These logs would answer:`,
    ),
    ...(logs.length === 0
      ? []
      : [
          list([
            ...logs.slice(0, MISSING).map((log) => say(log, LOG)),
            ...(logs.length > MISSING
              ? [muted(`and ${logs.length - MISSING} more; see the part on coverage`)]
              : []),
          ]),
        ]),
    paragraph(
      gaps === 0
        ? 'No log has a gap in its own rhythm.'
        : `The logs have ${counted(gaps, 'gap')}, times in which nothing was written although the log usually is; nothing can be said about these times.`,
      open === 0 ? '' : ` ${counted(open, 'alert')} of other products in the logs started no decision tree.`,
    ),
  ];
}
