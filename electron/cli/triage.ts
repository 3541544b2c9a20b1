import { existsSync } from 'node:fs';
import type { OwnStep, PathStep, Verdict, VerdictChange } from '../../shared/model.ts';
import type { Command } from './arguments.ts';
import { mayWrite, toFile } from './export.ts';
import type { Session } from './session.ts';
import { line, SHOWN, verdictCells, verdictReason } from './summary.ts';
import { counted, list, thousands } from './text.ts';

type Triage = Extract<Command, { command: 'triage' }>;

const PAGE = 200;

/** Runs the trees on a case and prints its verdicts; gives the exit code. */
export async function triageCase(session: Session, command: Triage): Promise<number> {
  const { client, engine, terminal } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  await mayWrite(session, command.json);
  session.check();
  const tree = command.tree ?? undefined;
  await picked(session, command);
  const changes = await client.verdicts.run(tree === undefined ? {} : { tree });
  session.check();
  const say = (text: string) => (command.json === '-' ? session.note(text) : terminal.out(text));
  if (!command.quiet) {
    const said = await engine.redacting(command.redact);
    for await (const one of verdicts(session, tree)) say(verdictText(said(one), terminal.columns));
    say(changesText(said(changes), terminal.columns));
  }
  if (command.json === null) return 0;
  await toFile(session, command.json, (write) => engine.exportVerdicts(tree, command.redact, write));
  session.note(line(`verdicts written to ${command.json}`));
  return 0;
}

const NO_REASON = 'named on the command line';

/** Compares the two sessions that are named, and takes back the comparison that is. */
async function picked(session: Session, { sessions, reason, uncompare }: Triage): Promise<void> {
  const { client } = session;
  if (uncompare !== null) await client.trees.uncompare({ pick_id: uncompare });
  if (sessions !== null) await client.trees.compare({ sessions, reason: reason ?? NO_REASON });
  session.check();
}

/** In rank order. */
async function* verdicts({ client }: Session, tree: string | undefined): AsyncGenerator<Verdict> {
  for (let offset = 0; ; offset += PAGE) {
    const { total, verdicts: page } = await client.verdicts.list({ offset, limit: PAGE });
    for (const one of page) if (tree === undefined || one.tree === tree) yield one;
    if (offset + PAGE >= total) return;
  }
}

/** A verdict with its way in words, and the way of an analyst's answers below. */
function verdictText(one: Verdict, width: number | null): string {
  const head = list([{ cells: verdictCells(one), text: verdictReason(one) }], width);
  const alert = one.alert ? list([{ cells: ['alert', one.alert.label] }], width) : '';
  const pick = one.picked ? list([{ cells: ['picked', one.picked.pick_id, one.picked.reason] }], width) : '';
  const own = one.own
    ? `  The engine's way: ${one.verdict} ${one.score}\n${wayText(one.path, width)}  With the analyst's answers: ${one.own.verdict} ${one.own.score}\n${wayText(one.own.path, width)}`
    : wayText(one.path, width);
  return `${head}${alert}${pick}${own}\n`;
}

const wayText = (path: readonly (PathStep | OwnStep)[], width: number | null): string =>
  list(
    path.map((step) => ({
      cells: [`  ${signed(step.points)}`, `${step.text} ${answerOf(step)}`],
      text: step.missing === null ? step.reason : `${step.reason} Would answer: ${step.missing}`,
    })),
    width,
  );

const answerOf = (step: PathStep | OwnStep): string =>
  'given' in step && step.given ? `${step.answer} (answered by the analyst)` : step.answer;

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points)).padStart(4);

function changesText({ total, changes }: { total: number; changes: VerdictChange[] }, width: number | null) {
  if (total === 0) return 'Since the run before: nothing changed\n';
  const items = changes.slice(0, SHOWN).map((one) => ({
    cells: [sideText(one.before), '→', sideText(one.now), one.tree, one.subject.value],
    text: one.answers.map(({ text, before, now }) => `${text} ${before ?? '–'} → ${now ?? '–'}`).join('; '),
  }));
  const more = total - items.length;
  const rest = more > 0 ? `  … and ${thousands(more)} more\n` : '';
  return `Since the run before: ${counted(total, 'verdict')} changed\n${list(items, width)}${rest}`;
}

const sideText = (side: VerdictChange['now']): string => (side ? `${side.verdict} ${side.score}` : 'none');
