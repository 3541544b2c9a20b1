import { existsSync } from 'node:fs';
import type { QueryCell, QueryState } from '../../shared/query.ts';
import { queries } from '../engine/queries/index.ts';
import { toFile } from './export.ts';
import { optionsOf, type QueryCommand } from './query-arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted, list, shortTime } from './text.ts';

/** Rows that a terminal is given; the rest is counted. */
const SHOWN = 200;

/** Lists the questions, or asks one of a case; gives the exit code: 1 where the log that would answer is missing. */
export async function queryCase(session: Session, command: QueryCommand): Promise<number> {
  const { client, terminal } = session;
  if (command.case === null) {
    terminal.out(questions(terminal.columns, () => null));
    return 0;
  }
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  const states = await client.queries.list({});
  const state = states.find((one) => one.id === command.query);
  if (!state) {
    const missing = new Map(states.map((one) => [one.id, one.missing]));
    terminal.out(questions(terminal.columns, (id) => missing.get(id) ?? null));
    return 0;
  }
  if (state.missing !== null) {
    terminal.err(line(`no answer without ${state.missing}`));
    return 1;
  }
  return command.csv !== null || command.json !== null
    ? write(session, command)
    : show(session, command, state);
}

function questions(width: number | null, missing: (id: string) => string | null): string {
  const items = queries.map((query) => {
    const options = query.inputs.flatMap(optionsOf).map((name) => `--${name}`);
    const lacks = missing(query.id);
    return {
      cells: [query.id, query.title],
      text: `${query.question} ${options.join(' ')}${lacks === null ? '' : ` (not in this case: ${lacks})`}`,
    };
  });
  return list(items, width);
}

const askedOf = ({ query, inputs, sort }: QueryCommand) => ({
  query: query ?? '',
  inputs,
  ...(sort ? { sort } : {}),
});

async function show(session: Session, command: QueryCommand, state: QueryState): Promise<number> {
  const { client, engine, terminal } = session;
  const said = await engine.redacting(command.redact);
  const answer = said(await client.queries.run({ ...askedOf(command), offset: 0, limit: SHOWN }));
  const head = { cells: state.columns.map((column) => column.name) };
  const rows = answer.rows.map((row) => ({
    cells: state.columns.map((column) => cellText(row[column.name] ?? null, column.kind)),
  }));
  terminal.out(list([head, ...rows], terminal.columns));
  if (answer.total > rows.length)
    session.note(
      line(`${counted(answer.total, 'row')}, the first ${SHOWN} shown: --csv FILE or --json FILE for all`),
    );
  return 0;
}

function cellText(cell: QueryCell, kind: QueryState['columns'][number]['kind']): string {
  if (Array.isArray(cell)) return cell.map((one) => cellText(one, kind)).join('; ');
  if (cell === null) return '–';
  if (kind === 'time' && typeof cell === 'string') return shortTime(cell);
  return kind === 'share' && typeof cell === 'number' ? `${(cell * 100).toFixed(1)} %` : String(cell);
}

async function write(session: Session, command: QueryCommand): Promise<number> {
  const format = command.csv === null ? 'json' : 'csv';
  const path = command.csv ?? command.json ?? '-';
  const rows = await toFile(session, path, (text) =>
    session.engine.exportAnswer(askedOf(command), format, command.redact, text),
  );
  session.note(line(`${counted(rows, 'row')} written to ${path}`));
  return 0;
}
