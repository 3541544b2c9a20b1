import type { VerdictName } from '../../../../shared/model.ts';
import type { ReportedVerdict } from '../../../../shared/report.ts';
import type { Connection } from '../../db/database.ts';
import type { Readers } from '../../desk/readers.ts';
import { reportedVerdicts } from '../reported-verdicts.ts';
import { placeOf } from './place.ts';
import { listed, type Cell, type Table } from './table.ts';

/** Verdicts, the gravest first, as the analyst has them where he answered; of these names only where some are given. */
export const verdictTable = (
  desk: Connection,
  readers: Pick<Readers, 'verdicts' | 'query'>,
  names: readonly VerdictName[] = [],
): Table => ({ columns: Object.keys(COLUMNS), chunks: rows(desk, readers, names) });

async function* rows(
  desk: Connection,
  readers: Pick<Readers, 'verdicts' | 'query'>,
  names: readonly VerdictName[],
) {
  for await (const verdict of reportedVerdicts(desk, readers, { custody: false }))
    if (names.length === 0 || names.includes((verdict.own ?? verdict).verdict))
      yield [Object.values(COLUMNS).map((cell) => cell(verdict))];
}

type Path = { text: string; answer: string; points: number; reason: string }[];
const wayOf = (path: Path): string | null =>
  listed(path.map(({ text, answer, points, reason }) => `${text} ${answer} (${points}): ${reason}`));

const COLUMNS: Record<string, (one: ReportedVerdict) => Cell> = {
  verdict_id: (one) => one.id,
  verdict: (one) => one.verdict,
  score: (one) => one.score,
  confidence: (one) => one.confidence,
  tree: (one) => one.tree,
  tree_version: (one) => one.version,
  title: (one) => one.title,
  subject_kind: (one) => one.subject.kind,
  subject: (one) => one.subject.value,
  alert: (one) => one.alert?.label ?? null,
  window_start: (one) => one.window.start,
  window_end: (one) => one.window.end,
  reason: (one) => one.reason,
  way: (one) => wayOf(one.path),
  missing: (one) => listed(one.missing),
  analyst_verdict: (one) => one.own?.verdict ?? null,
  analyst_score: (one) => one.own?.score ?? null,
  analyst_way: (one) => (one.own ? wayOf(one.own.path) : null),
  records: (one) => listed([...new Set(one.path.flatMap(({ events }) => events.map(placeOf)))]),
};
