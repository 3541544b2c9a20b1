import { existsSync } from 'node:fs';
import type { CompareCell, CompareInput, Comparison } from '../../shared/compare.ts';
import { ENTITY_KINDS, type Entity } from '../../shared/model.ts';
import { jsonText } from '../engine/report/escapes.ts';
import { mayWrite, toFile } from './export.ts';
import type { CompareCommand } from './compare-arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted, list, shortTime } from './text.ts';

const DAY_MS = 86_400_000;

/** Puts slices of entities beside the same slices before, as tables or as JSON; gives the exit code: 1 where no log names one of them. */
export async function compareEntities(session: Session, command: CompareCommand): Promise<number> {
  const { client, terminal } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  await mayWrite(session, command.json);
  const comparisons: Comparison[] = [];
  for (const name of command.entities) {
    session.check();
    const entity = await entityOf(session, name);
    comparisons.push(await client.entities.compare(await inputOf(session, command, entity)));
  }
  const said = await session.engine.redacting(command.redact);
  if (command.json === null) for (const one of comparisons) terminal.out(table(said(one), terminal.columns));
  else await write(session, command, said(comparisons));
  return comparisons.some(({ logs }) => logs.length === 0) ? 1 : 0;
}

/** Of a name alone the kind is looked for in the case. */
async function entityOf({ client }: Session, name: string): Promise<Entity> {
  const colon = name.indexOf(':');
  const kind = ENTITY_KINDS.find((one) => one === name.slice(0, Math.max(0, colon)));
  if (kind) return { kind, value: name.slice(colon + 1) };
  const found = await client.entities.search({ text: name, limit: 100 });
  const exact = found.filter(({ entity }) => entity.value === name);
  const [first, ...others] = exact.map(({ entity }) => entity);
  if (!first) throw new Error(`nothing in this case is called ${JSON.stringify(name)}`);
  if (others.length > 0)
    throw new Error(
      `several are called so, say which: ${[first, ...others].map((one) => `${one.kind}:${one.value}`).join(', ')}`,
    );
  return first;
}

async function inputOf({ client }: Session, command: CompareCommand, entity: Entity): Promise<CompareInput> {
  if (command.from !== null && command.to !== null)
    return { ...command.asked, entity, from: command.from, to: command.to };
  const { last_timestamp } = await client.entities.get(entity);
  const to = command.to ?? last_timestamp;
  if (to === null) throw new Error(`no record names ${entity.kind}:${entity.value}`);
  const from = command.from ?? new Date(Date.parse(to) - DAY_MS).toISOString();
  return { ...command.asked, entity, from, to };
}

async function write(
  session: Session,
  { json, redact }: CompareCommand,
  comparisons: readonly Comparison[],
): Promise<void> {
  const path = json ?? '-';
  const redacted = redact.length > 0 && { redacted: redact };
  const whole = { format: 'interloper-comparison', version: 1, ...redacted, comparisons };
  const text = `${jsonText(whole, 2)}\n`;
  await toFile(session, path, (out) => out(text));
  session.note(line(`${counted(comparisons.length, 'comparison')} written to ${path}`));
}

function table({ entity, measure, rows, shifts, baseline, logs }: Comparison, width: number | null): string {
  const head = line(`${entity.kind} ${entity.value}: ${measure} now and before`);
  if (logs.length === 0) return head + line('  no log of this case names it: nothing is known of it');
  const usual = baseline ? ['average', 'least', 'most', 'slices known'] : [];
  const items = rows.map((row) => ({
    cells: [
      shortTime(row.start),
      cellText(row.now),
      ...row.shifted.map(cellText),
      ...(baseline
        ? [...[row.average, row.minimum, row.maximum].map(numberText), `${row.known} of ${baseline.times}`]
        : []),
    ],
  }));
  const names = { cells: ['slice (UTC)', 'now', ...shifts.map((shift) => `_${shift}`), ...usual] };
  const told = logs.map((log) =>
    line(`  ${log.event_dataset}: ${shortTime(log.first_timestamp)} to ${shortTime(log.last_timestamp)}`),
  );
  return head + list([names, ...items], width) + told.join('');
}

/** What is known of a part of the slice, or of some of the logs, is at least that. */
const cellText = ({ value, coverage }: CompareCell): string =>
  value === null ? 'unknown' : coverage === 'whole' ? String(value) : `≥ ${value}`;

const numberText = (value: number | null): string =>
  value === null ? 'unknown' : Number.isInteger(value) ? String(value) : value.toFixed(2);
