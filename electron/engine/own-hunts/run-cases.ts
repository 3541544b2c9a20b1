import type { Finding } from '../../../shared/model.ts';
import type { Database } from '../db/database.ts';
import { configureHunt, readFindings } from '../hunting.ts';
import { differences, resultsOf, type CaseResult } from '../own-files/case-results.ts';
import type { HuntCase } from './declaration.ts';
import type { ReadHunt } from './read-hunt.ts';
import { clearEvents, expand, seed } from '../own-files/seed.ts';
import { keepHunts } from './store.ts';

/** Runs the cases inside a hunt's file in an empty case, which is emptied again before each of them. */
export async function runCases(database: Database, hunt: ReadHunt): Promise<CaseResult[]> {
  await keepHunts(database.job, [hunt]);
  return await resultsOf(hunt.cases, (one) => runCase(database, hunt, one));
}

const MOST = 1000;

async function runCase(database: Database, hunt: ReadHunt, one: HuntCase): Promise<string[]> {
  const { job, desk } = database;
  await clearEvents(job);
  await seed(job, expand(one.events, hunt.bundles));
  const { state } = await configureHunt(job, hunt.declaration.id, one.parameters);
  if (state.state === 'not run') return [`not run, since the events lack what it needs: ${state.reason}`];
  const { findings } = await readFindings(desk, { hunt: hunt.declaration.id, offset: 0, limit: MOST });
  return differencesOf(findings, one.findings);
}

function differencesOf(findings: readonly Finding[], expected: HuntCase['findings']): string[] {
  const found =
    findings.length === expected.length
      ? []
      : [
          `${findings.length} findings, not ${expected.length}: ${findings.map(inShort).join('; ') || 'none'}`,
        ];
  return [
    ...found,
    ...expected
      .slice(0, findings.length)
      .flatMap((one, at) => differences(findings[at], one, `finding ${at + 1}`)),
  ];
}

const inShort = ({ entity, summary }: Finding): string => `${entity.value} (${summary})`;
