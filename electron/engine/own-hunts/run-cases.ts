import type { Finding } from '../../../shared/model.ts';
import type { Database } from '../db/database.ts';
import { configureHunt, readFindings } from '../hunting.ts';
import type { HuntCase } from './declaration.ts';
import type { ReadHunt } from './read-hunt.ts';
import { clearEvents, expand, seed } from './seed.ts';
import { keepHunts } from './store.ts';

export interface CaseResult {
  name: string;
  /** In what the findings are not as the case says; none where it passes. */
  differences: string[];
}

/** Runs the cases inside a hunt's file in an empty case, which is emptied again before each of them. */
export async function runCases(database: Database, hunt: ReadHunt): Promise<CaseResult[]> {
  await keepHunts(database.job, [hunt]);
  const results: CaseResult[] = [];
  for (const one of hunt.cases)
    try {
      results.push({ name: one.name, differences: await runCase(database, hunt, one) });
    } catch (cause) {
      results.push({ name: one.name, differences: [(cause as Error).message] });
    }
  return results;
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

/** Where a value has not at least what is expected: objects may have more, lists may not. */
export function differences(found: unknown, expected: unknown, place: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return [told(found, expected, place)];
    return expected.flatMap((one, at) => differences(found[at], one, `${place}[${at}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof found !== 'object' || found === null || Array.isArray(found))
      return [told(found, expected, place)];
    return Object.entries(expected).flatMap(([key, one]: [string, unknown]) =>
      differences((found as Record<string, unknown>)[key], one, `${place}.${key}`),
    );
  }
  return Object.is(found, expected) ? [] : [told(found, expected, place)];
}

const told = (found: unknown, expected: unknown, place: string): string =>
  `${place}: ${found === undefined ? 'nothing' : JSON.stringify(found)}, not ${JSON.stringify(expected)}`;
