import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createEngine } from '../../electron/engine/engine.ts';
import type { ExportChoices } from '../../shared/exports.ts';
import type { Sink } from '../../electron/engine/report/formats/definition.ts';

const RESOURCES = resolve(import.meta.dirname, '../../resources');

/** Whenever a case was made: the day of its exports is given, as SOURCE_DATE_EPOCH gives it. */
const HANDED_OVER = new Date('2025-02-03T04:05:06Z');

export type Engine = ReturnType<typeof createEngine>;

/** An engine with a case of these files, imported one after the other, in a folder of its own. */
export async function caseWith(
  paths: readonly string[],
  { hunt, tree, clock, name = 'A case' }: { hunt?: string; tree?: string; clock: string; name?: string },
): Promise<Engine> {
  let now = new Date(clock);
  const engine = createEngine({
    resourcesPath: RESOURCES,
    toolVersion: '0.0.0',
    clock: () => now,
    threads: 2,
  });
  const client = createRouterClient(engine.router);
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  await client.case.create({ path: join(folder, 'a.interloper'), name });
  const done = async () => {
    for await (const progress of await client.job.watch({}))
      if (progress.state === 'failed') throw new Error(progress.message ?? 'failed');
  };
  for (const path of paths) {
    await client.evidence.import({ inputs: [{ path }] });
    await done();
  }
  if (hunt !== undefined) {
    const { problems } = await client.hunts.own.save({ files: [{ name: 'own.yml', text: hunt }] });
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    await done();
  }
  if (tree !== undefined) {
    const { problems } = await client.trees.own.save({ files: [{ name: 'own-tree.yml', text: tree }] });
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  }
  now = HANDED_OVER;
  return engine;
}

/** The files of an export, by name. */
export async function exported(
  engine: Engine,
  format: string,
  choices: Partial<ExportChoices> = {},
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const sink: Sink = {
    async file(name, work) {
      const pieces: Buffer[] = [];
      await work((piece) => {
        pieces.push(Buffer.from(piece));
        return Promise.resolve();
      });
      files.set(name, Buffer.concat(pieces));
    },
  };
  await engine.exportReport(
    format,
    { bom: false, custody: false, evidence: false, redact: [], ...choices },
    sink,
  );
  return files;
}
