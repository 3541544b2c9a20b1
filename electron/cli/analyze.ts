import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import type { Command } from './arguments.ts';
import { ownFiles, problemLines } from './own-files.ts';
import { useNetworks } from './networks.ts';
import { withTemporaryCase, type Session } from './session.ts';
import { progressView } from './progress.ts';
import { INCIDENTS_SHOWN, isIncomplete, line, type Result, SHOWN, summary } from './summary.ts';

type Analyze = Extract<Command, { command: 'analyze' }>;

/** Reads the evidence into a case, analyses it, reports; gives the exit code. */
export async function analyze(session: Session, command: Analyze): Promise<number> {
  for (const path of [
    ...command.paths,
    ...command.mappings,
    ...command.hunts,
    ...command.trees,
    ...command.data,
    ...(command.data_folder ? [command.data_folder] : []),
    ...(command.known_networks ? [command.known_networks] : []),
  ]) {
    if (!existsSync(path)) throw new Error(`no such file or folder: ${path}`);
  }
  if (command.json !== null && command.paths.some((path) => isWithin(path, command.json)))
    throw new Error(`the report would overwrite the evidence: ${command.json}`);
  if (command.case !== null) return await inCase(session, command, command.case);
  return await withTemporaryCase(session, (path) => inCase(session, command, path));
}

/** Whether there is such a file, which would be read as evidence: the path itself, or in its folder. */
function isWithin(path: string, file: string | null): boolean {
  if (file === null || !existsSync(file)) return false;
  const way = relative(realpathSync(path), realpathSync(file));
  return !way.startsWith('..') && !isAbsolute(way);
}

async function inCase(session: Session, command: Analyze, path: string): Promise<number> {
  const { client } = session;
  const info = existsSync(path) ? await client.case.open({ path }) : await client.case.create({ path });
  for (const notice of info.notices) session.note(line(notice));
  session.check();
  await addData(session, command.data);
  for (const mapping of command.mappings) await useMapping(session, mapping);
  const { hunts, trees } = session.client;
  const refused =
    (await useOwn(session, 'hunts', command.hunts, hunts.own.save)) +
    (await useOwn(session, 'trees', command.trees, trees.own.save));
  session.check();
  if (command.known_networks !== null) await useNetworks(session, command.known_networks);
  session.check();
  if (Object.keys(command.limits).length > 0)
    await client.limits.save({ ...(await client.limits.read({})), ...command.limits });
  session.check();
  if (command.zip_passwords.length > 0) await client.evidence.unlock({ passwords: command.zip_passwords });
  await client.evidence.import({ inputs: command.paths.map((one) => ({ path: resolve(one), name: one })) });
  session.check();
  await follow(session, command.quiet);
  session.check();
  const result = await collect(session);
  if (result.totals.files === 0) throw new Error(`no files in ${command.paths.join(', ')}`);
  await report(session, command);
  if (!command.quiet) await show(session, command, result);
  return isIncomplete(result) || refused > 0 ? 1 : 0;
}

/** Gives the number of mistakes in files of folders; throws where a file that was named itself has one. */
async function useOwn(
  session: Session,
  what: 'hunts' | 'trees',
  paths: readonly string[],
  save: Session['client'][typeof what]['own']['save'],
): Promise<number> {
  if (paths.length === 0) return 0;
  session.check();
  const { problems } = await save({ files: ownFiles(paths) });
  session.terminal.err(problemLines(problems));
  const named = problems.find(({ file }) => paths.includes(file));
  if (named) throw new Error(`the ${what} in ${named.file} have mistakes: nothing was analysed`);
  return problems.length;
}

/** Tells also of files that no longer answer. */
async function addData(session: Session, paths: readonly string[]): Promise<void> {
  const { client } = session;
  for (const path of paths) await client.data.import({ path: resolve(path), name: basename(path) });
  for (const { name, title, problem } of await client.data.list({}))
    if (problem !== null) session.note(line(`${name ?? title}: ${problem}`));
}

async function useMapping({ client }: Session, path: string): Promise<void> {
  try {
    await client.mapping.import({ text: readFileSync(path, 'utf8') });
  } catch (cause) {
    throw new Error(`${path}: ${(cause as Error).message}`, { cause });
  }
}

/** The summary goes to standard output, unless the report does. */
async function show({ terminal, engine }: Session, command: Analyze, whole: Result): Promise<void> {
  const result = (await engine.redacting(command.redact))(whole);
  if (command.json === '-') terminal.err(summary(result, null));
  else terminal.out(summary(result, terminal.columns) + kept(command));
}

/** Shows the job's progress to its end; throws where it failed. */
async function follow(session: Session, quiet: boolean): Promise<void> {
  const view = progressView(session.terminal, quiet);
  let last;
  try {
    for await (const progress of await session.client.job.watch({})) {
      view.show(progress);
      last = progress;
    }
  } finally {
    view.end();
  }
  if (last?.state === 'failed') throw new Error(last.message ?? 'the analysis failed');
}

async function collect({ client }: Session): Promise<Result> {
  const [ledger, rejects, coverage, hunts, incidents, findings, verdicts, alerts] = [
    await client.evidence.list({}),
    await client.evidence.rejects({ limit: SHOWN }),
    await client.coverage.get({}),
    await client.hunts.list({}),
    await client.incidents.list({ limit: INCIDENTS_SHOWN }),
    await client.findings.list({ limit: SHOWN, muted: 'without' }),
    await client.verdicts.list({ limit: SHOWN }),
    await client.alerts.list({ limit: SHOWN }),
  ];
  return { ...ledger, rejects: rejects.rejects, coverage, hunts, incidents, findings, verdicts, alerts };
}

async function report({ client, terminal }: Session, { json, custody, redact }: Analyze): Promise<void> {
  if (json === null) return;
  if (json !== '-') return void (await client.report.json({ path: resolve(json), custody, redact }));
  const { text } = await client.report.json({ custody, redact });
  terminal.out(text ?? '');
}

function kept({ case: path, json }: Analyze): string {
  const lines = [
    ...(path === null ? [] : [`Case: ${path}`]),
    ...(json === null || json === '-' ? [] : [`Report: ${json}`]),
  ];
  return lines.length === 0 ? '' : `\n${lines.map(line).join('')}`;
}
