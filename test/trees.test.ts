import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { branchesOf, checkTree, factsOf, namesInQuery, walk } from '../shared/check-tree.ts';
import type {
  Condition,
  Fact,
  Facts,
  ParameterValue,
  TreeDefinition,
  TreeQuestion,
} from '../shared/definitions.ts';
import { TreeDrawing } from '../shared/contract.ts';
import { Verdict } from '../shared/model.ts';
import type { Database } from '../electron/engine/db/database.ts';
import { fixed, type Bindable } from '../electron/engine/db/sql.ts';
import { readIndicators } from '../electron/engine/indicators/indicators.ts';
import { completeValues, keepValues } from '../electron/engine/parameters.ts';
import { drawTree, readVerdicts, runTrees } from '../electron/engine/triage.ts';
import { collectTrees, trees } from '../electron/engine/trees/index.ts';
import { clearEvents, emptyCase, expand, seed, type Columns } from './support/seed.ts';

interface Story {
  name: string;
  events: string[];
  /** Id of the verdict; `null` where the events hold no subject of the tree. */
  verdict: string | null;
  /** Answers from the root on. */
  path?: string;
  questions?: string[];
  score?: number;
  confidence?: string;
  missing?: string[];
  /** Each stands in the reason of some answer. */
  reasons?: string[];
  facts?: Record<string, Fact>;
  /** Records behind the answer to a question. */
  cited?: Record<string, number[]>;
  /** What the case keeps of the tree's parameters. */
  parameters?: Record<string, ParameterValue>;
  /** Date of the address ranges in the case; there are none without. */
  ranges?: string;
  /** Lines of `address_holders`: what calls of EC2 say of addresses. */
  holders?: Record<string, Fact>[];
}
interface TreeCases {
  /** What a case does not say of a fact. */
  facts: Record<string, Fact>;
  /** `fact: value, fact: value | answer > answer | verdict-id score` */
  cases: string[];
  bundles: Record<string, Columns>;
  stories: Story[];
}

const files = import.meta.glob<TreeCases>('../electron/engine/trees/*/cases.json', {
  eager: true,
  import: 'default',
});
const past = import.meta.glob('../electron/engine/trees/*/versions/*.json', { eager: true });
const casesOf = (tree: TreeDefinition): TreeCases => {
  const cases = files[`../electron/engine/trees/${tree.id}/cases.json`];
  if (!cases) throw new Error(`tree "${tree.id}" has no cases.json`);
  return cases;
};

interface TreeCase {
  given: Record<string, Fact>;
  path: string;
  verdict: string;
  score: number;
}

function parseCase(line: string): TreeCase {
  const [given = '', path = '', end = ''] = line.split(' | ');
  const [verdict = '', score = ''] = end.split(' ');
  const pairs = given.split(', ').map((pair) => pair.split(': ') as [string, string]);
  return {
    given: Object.fromEntries(pairs.map(([name, text]) => [name, valueOf(text)])),
    path,
    verdict,
    score: Number(score),
  };
}

function valueOf(text: string): Fact {
  if (text === 'null') return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}

const answersOf = (path: readonly { answer: string }[]): string =>
  path.map((step) => step.answer).join(' > ');

/**
 * Every way from the root to a verdict, as answers. A question that leads on to one and the same only adds points: each of its answers
 * is wanted once, and `*` stands for it in the ways.
 */
function pathsOf(tree: TreeDefinition, target = tree.root, before: readonly string[] = []): string[] {
  const question = tree.questions.find((one) => one.id === target);
  if (!question) return [before.join(' > ')];
  const [first, ...others] = branchesOf(question);
  if (first && onlyAdds(question)) return pathsOf(tree, first.next, [...before, '*']);
  return [...(first ? [first] : []), ...others].flatMap(({ answer, next }) =>
    pathsOf(tree, next, [...before, answer]),
  );
}

const onlyAdds = (question: TreeQuestion): boolean =>
  new Set(branchesOf(question).map(({ next }) => next)).size === 1;

/** The path of a case as `pathsOf` gives it. */
function plainPath(tree: TreeDefinition, path: string): string {
  let target = tree.root;
  const answers = path.split(' > ').map((answer) => {
    const question = tree.questions.find((one) => one.id === target);
    target = question ? (branchesOf(question).find((one) => one.answer === answer)?.next ?? '') : '';
    return question && onlyAdds(question) ? '*' : answer;
  });
  return answers.join(' > ');
}

function thresholdsOf(condition: Condition): [fact: string, inside: number, outside: number][] {
  if ('all' in condition) return condition.all.flatMap(thresholdsOf);
  if ('any' in condition) return condition.any.flatMap(thresholdsOf);
  if ('not' in condition) return thresholdsOf(condition.not);
  if ('at_least' in condition) return [[condition.fact, condition.at_least, condition.at_least - 1]];
  if ('at_most' in condition) return [[condition.fact, condition.at_most, condition.at_most + 1]];
  return [];
}

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM address_holders');
  await database.job.run('DELETE FROM cloud_ranges');
  await database.job.run('DELETE FROM data_files');
});
afterAll(() => database.close());

const allVerdicts = async (): Promise<Verdict[]> =>
  (await readVerdicts(database.desk, { offset: 0, limit: 1000 })).verdicts;

async function bringRanges(date: string): Promise<void> {
  await database.job.run(
    "INSERT INTO cloud_ranges VALUES ('aws-ip-ranges', 'AWS', '198.51.100.0/24', 'us-east-1', 'us-east-1', 'EC2')",
  );
  await database.job.run(
    fixed(
      `INSERT INTO data_files BY NAME SELECT 'aws-ip-ranges' AS id, 'ranges' AS title, 'cloud ranges' AS kind, '1' AS version,
        $date AS date, '' AS licence, '' AS attribution, 'imported' AS origin, 1 AS entries`,
      { date },
    ),
  );
}

/** Held by the instance of the stories in their account and region, where a line does not say otherwise. */
async function bringHolders(holders: readonly Record<string, Fact>[]): Promise<void> {
  const lines = holders.map((holder, index) => ({
    is_public: true,
    holder_kind: 'instance',
    holder_id: 'i-0123456789abcdef0',
    cloud_account_id: '111122223333',
    cloud_region: 'us-east-1',
    stated_by: 'DescribeInstances',
    evidence_id: 9,
    record: index + 1,
    ...holder,
  }));
  for (const line of lines)
    await database.job.run(
      fixed(
        'INSERT INTO address_holders BY NAME SELECT unnest(from_json($line::JSON, $shape), recursive := true)',
        { line: JSON.stringify(line), shape: JSON.stringify(HOLDER) },
      ),
    );
}
const HOLDER = {
  address: 'VARCHAR',
  is_public: 'BOOLEAN',
  holder_kind: 'VARCHAR',
  holder_id: 'VARCHAR',
  cloud_account_id: 'VARCHAR',
  cloud_region: 'VARCHAR',
  stated_at: 'TIMESTAMP',
  held_from: 'TIMESTAMP',
  held_until: 'TIMESTAMP',
  stated_by: 'VARCHAR',
  evidence_id: 'BIGINT',
  record: 'BIGINT',
};

describe.each(trees.map((tree) => [tree.id, tree] as const))('%s', (_, tree) => {
  const { facts, cases, bundles, stories } = casesOf(tree);
  const parsed = cases.map(parseCase);

  test.each(cases.map((line, index) => [line, parsed[index] as TreeCase] as const))('%s', (_line, one) => {
    const walked = walk(tree, { ...completeValues(tree, {}), ...facts, ...one.given });
    expect({ path: answersOf(walked.path), verdict: walked.verdict.id, score: walked.score }).toEqual({
      path: one.path,
      verdict: one.verdict,
      score: one.score,
    });
    expect(walked.missing.length > 0).toBe(one.path.split(' > ').includes('unknown'));
  });

  test('every answer that a person may give ends in a verdict, whatever the facts', () => {
    for (const { given } of parsed)
      for (const question of tree.questions)
        for (const { answer } of branchesOf(question)) {
          const told = new Map([[question.id, { answer, reason: 'seen {elsewhere}' }]]);
          const { path, score } = walk(tree, { ...facts, ...given }, told);
          const step = path.find((one) => one.question === question.id);
          if (step) expect(step).toMatchObject({ answer, reason: 'seen {elsewhere}' });
          expect(score).toBeGreaterThanOrEqual(0);
        }
  });

  test('every path has a case, and every case is a path', () => {
    const paths = parsed.map((one) => plainPath(tree, one.path));
    expect([...new Set(paths)].sort()).toEqual(pathsOf(tree).sort());
    expect([...new Set(parsed.map((one) => one.verdict))].sort()).toEqual(
      tree.verdicts.map(({ id }) => id).sort(),
    );
  });

  test('every answer to a question that only adds points has a case, with its points', () => {
    const added = tree.questions.filter(onlyAdds);
    const answered = parsed.flatMap(({ given }) =>
      walk(tree, { ...facts, ...given }).path.map(
        (step) => `${step.question}: ${step.answer} ${step.points}`,
      ),
    );
    for (const question of added)
      for (const { answer, points } of branchesOf(question))
        expect(answered).toContain(`${question.id}: ${answer} ${points}`);
  });

  test('both sides of every threshold have a case', () => {
    const conditions = tree.questions.flatMap((question) => question.answers.map((answer) => answer.when));
    for (const [fact, inside, outside] of conditions.flatMap(thresholdsOf)) {
      const seen = new Set(parsed.map((one) => one.given[fact]));
      expect([seen.has(inside), seen.has(outside)], `${fact} ${inside}/${outside}`).toEqual([true, true]);
    }
  });

  test('its facts are given by its SQL on the real schema, records as records', async () => {
    const columns = await database.job.rows<{ column_name: string; column_type: string }>(
      fixed(`DESCRIBE ${tree.sql}`, completeValues(tree, {})),
    );
    const types = new Map(columns.map((one) => [one.column_name, one.column_type]));
    const named = new Set(tree.parameters.map((parameter) => parameter.name));
    expect(factsOf(tree).filter((fact) => !types.has(fact) && !named.has(fact))).toEqual([]);
    expect(Object.keys(facts).sort()).toEqual(factsOf(tree));
    for (const { records } of tree.questions)
      expect(types.get(records)).toMatch(/^STRUCT\(evidence_id \w+, record \w+\)\[\]$/);
    for (const name of ['subject', 'window_start', 'window_end']) expect([...types.keys()]).toContain(name);
  });

  test('a row of the capabilities that it delivers has a story', () => {
    const names = stories.map((story) => story.name).join(' ');
    for (const row of tree.questions.flatMap((question) => question.delivers))
      expect(names).toMatch(new RegExp(`${row}\\b`));
  });

  test('observes and does not accuse', () => {
    // Vendors' own names may stand in what a parameter lists.
    const parameters = tree.parameters.map((parameter) => ({ ...parameter, value: '' }));
    expect(JSON.stringify({ ...tree, sql: '', parameters })).not.toMatch(
      /stole|steal|compromis|attacker|hacker|thief|theft/i,
    );
  });

  test('H-A13 is drawn with every branch, unknown included', async () => {
    const drawing = TreeDrawing.parse(await drawTree(database.desk, tree.id, tree.version));
    expect(drawing.questions).toHaveLength(tree.questions.length);
    for (const question of drawing.questions)
      expect(question.answers.map((answer) => answer.answer)).toContain('unknown');
    await expect(drawTree(database.desk, tree.id, tree.version + 1)).rejects.toThrow(
      `tree "${tree.id}" is of version ${tree.version} here, not ${tree.version + 1}`,
    );
  });

  test('H-A13 its earlier versions are still drawn, and none of the present or a later one is kept', async () => {
    const kept = Object.entries(past)
      .filter(([path]) => path.includes(`/${tree.id}/`))
      .map(([path]) => Number(/(\d+)\.json$/.exec(path)?.[1]));
    expect(kept.sort()).toEqual(Array.from({ length: tree.version - 1 }, (_, index) => index + 1));
    for (const version of kept) {
      const drawing = TreeDrawing.parse(await drawTree(database.desk, tree.id, version));
      expect({ id: drawing.id, version: drawing.version }).toEqual({ id: tree.id, version });
      const targets = drawing.questions.flatMap(({ answers }) => answers.map(({ next }) => next));
      const known = [...drawing.questions, ...drawing.verdicts.map((one) => ({ id: `verdict:${one.id}` }))];
      expect(new Set([drawing.root, ...targets])).toEqual(new Set(known.map(({ id }) => id)));
    }
  });

  test.each(stories.map((story) => [story.name, story] as const))('%s', async (_name, story) => {
    if (story.ranges) await bringRanges(story.ranges);
    await bringHolders(story.holders ?? []);
    await seed(database.job, expand(story.events, bundles));
    await readIndicators(database.job);
    await keepValues(database.job, tree, story.parameters ?? {});
    await runTrees(database.job, [tree.id]);
    const verdicts = await allVerdicts();
    expect(verdicts).toHaveLength(story.verdict === null ? 0 : 1);
    const [verdict] = verdicts;
    if (verdict) expectStory(tree, Verdict.parse(verdict), story);
    if (verdict) await expectQueries(tree, verdict);
  });
});

function expectStory(tree: TreeDefinition, verdict: Verdict, story: Story): void {
  const named = tree.verdicts.find(({ id }) => id === story.verdict);
  expect(verdict.verdict, JSON.stringify(verdict, null, 1)).toBe(named?.verdict);
  if (story.path) expect(answersOf(verdict.path)).toBe(story.path);
  if (story.questions) expect(verdict.path.map((step) => step.question)).toEqual(story.questions);
  expect(lastOf(tree, verdict)).toBe(`verdict:${story.verdict}`);
  if (story.score !== undefined) expect(verdict.score).toBe(story.score);
  if (story.missing) expect(verdict.missing).toEqual(story.missing);
  expect(verdict.confidence).toBe(story.confidence ?? verdict.confidence);
  for (const reason of story.reasons ?? [])
    expect(verdict.path.map((step) => step.reason).join('\n')).toContain(reason);
  expect(verdict.facts).toMatchObject(story.facts ?? {});
  for (const [question, records] of Object.entries(story.cited ?? {})) {
    const step = verdict.path.find((one) => one.question === question);
    expect(step?.events.map((event) => event.record)).toEqual(records);
  }
  expect(`${verdict.reason} ${verdict.path.map((step) => step.reason).join(' ')}`).not.toMatch(/[{}]/);
}

/** H-C9: the query that is shown, run as it is shown, gives the records that the answer cites, and none of the subject's own where it found none. */
async function expectQueries(tree: TreeDefinition, verdict: Verdict): Promise<void> {
  for (const step of verdict.path) {
    const question = tree.questions.find(({ id }) => id === step.question);
    if (question?.query === undefined) continue;
    const known = { ...verdict.facts, ...verdict.parameters } as Record<string, Bindable>;
    const bound = Object.fromEntries(namesInQuery(question).map((name) => [name, known[name] ?? null]));
    const rows = await database.desk.rows<Columns>(fixed(question.query, bound));
    if (!rows.some((row) => 'record' in row)) continue;
    const isNone = ['no', 'unknown'].includes(step.answer);
    const counted = isNone ? rows.filter((row) => row.by_recipient !== false) : rows;
    const found = counted.map((row) => `${row.evidence_id} ${row.record}`);
    const cited = step.events.map((event) => `${event.evidence_id} ${event.record}`);
    if (isNone) expect(found, step.question).toEqual([]);
    else expect(found, step.question).toEqual(expect.arrayContaining(cited));
  }
}

/** Where the last answer of the path leads. */
function lastOf(tree: TreeDefinition, verdict: Verdict): string | undefined {
  const step = verdict.path.at(-1);
  const question = tree.questions.find(({ id }) => id === step?.question);
  return question && branchesOf(question).find(({ answer }) => answer === step?.answer)?.next;
}

const INSTANCES = 'aws-instance-credentials';
const [instanceTree] = trees.filter((tree) => tree.id === INSTANCES);

function twoInstances(): Columns[] {
  if (!instanceTree) throw new Error('no tree of instance credentials');
  const { bundles, stories } = casesOf(instanceTree);
  const [used, moved] = stories;
  const other = (event: Columns): Columns => ({
    ...event,
    principal_arn:
      typeof event.principal_arn === 'string'
        ? event.principal_arn.replace(/i-[0-9a-f]+$/, 'i-0aaaaaaaa')
        : null,
    event_detail:
      typeof event.event_detail === 'string'
        ? event.event_detail.replace(/i-[0-9a-f]+/, 'i-0aaaaaaaa')
        : null,
  });
  const events = [...expand(used?.events ?? [], bundles), ...expand(moved?.events ?? [], bundles).map(other)];
  return events.map((event, index) => ({ ...event, record: index + 1 }));
}

test('H-X3 verdicts rank by score and are read in pages, by subject and by id', async () => {
  await seed(database.job, twoInstances());
  await runTrees(database.job);
  const all = await allVerdicts();
  expect(all.map((one) => one.verdict)).toEqual(['malicious', 'benign']);
  const page = await readVerdicts(database.desk, { offset: 1, limit: 1 });
  expect(page).toEqual({ total: 2, verdicts: [all[1]] });
  const [first] = all;
  if (!first) throw new Error('no verdict');
  const bySubject = await readVerdicts(database.desk, { entities: [first.subject], offset: 0, limit: 9 });
  expect(bySubject.verdicts).toEqual([first]);
  const byId = await readVerdicts(database.desk, { ids: [first.verdict_id], offset: 0, limit: 9 });
  expect(byId).toEqual({ total: 1, verdicts: [first] });
});

test('a run again changes nothing, and neither do other keys and another order of the rows', async () => {
  const events = twoInstances();
  await seed(database.job, events);
  await runTrees(database.job);
  const before = await allVerdicts();
  await runTrees(database.job);
  expect(await allVerdicts()).toEqual(before);
  await clearEvents(database.job);
  await seed(database.job, [...events].reverse());
  await runTrees(database.job);
  expect(await allVerdicts()).toEqual(before);
});

test('records of the answers are kept beside the verdict, not in its facts', async () => {
  await seed(database.job, twoInstances());
  await runTrees(database.job);
  const [verdict] = await allVerdicts();
  expect(Object.keys(verdict?.facts ?? {}).filter((name) => name.endsWith('_records'))).toEqual([]);
  const { events } = await database.desk.row<{ events: number }>(
    'SELECT count(*) AS events FROM verdict_events',
  );
  expect(events).toBeGreaterThan(0);
});

test('without CloudTrail there is no verdict', async () => {
  await seed(
    database.job,
    twoInstances().map((event) => ({ ...event, event_dataset: 'okta.system' })),
  );
  await runTrees(database.job);
  expect(await allVerdicts()).toEqual([]);
});

test('a tree that is not fit, or in a folder of another name, is refused', () => {
  if (!instanceTree) throw new Error('no tree of instance credentials');
  expect(() => collectTrees({ './elsewhere/tree.ts': { tree: instanceTree } })).toThrow(
    `tree "${INSTANCES}" lies in folder "elsewhere"`,
  );
  const broken = { ...instanceTree, root: 'nowhere' };
  expect(() => collectTrees({ [`./${INSTANCES}/tree.ts`]: { tree: broken } })).toThrow(
    `tree "${INSTANCES}": root leads to unknown "nowhere"`,
  );
});

test('a fact that the SQL does not give ends the walk, named', () => {
  if (!instanceTree) throw new Error('no tree of instance credentials');
  const given = factsOf(instanceTree).filter((fact) => fact !== 'os_count');
  expect(checkTree(instanceTree)).toEqual([]);
  const facts: Facts = Object.fromEntries(
    given.map((fact) => [fact, fact === 'public_address_count' ? 2 : 0]),
  );
  const whole = {
    ...facts,
    ...{
      has_calls: true,
      guardduty: 'no finding',
      foreign_use: 'ordinary',
      route: 'v2',
      private_ways: 'known',
    },
    ...{ outside_address_count: 1, own_is_elsewhere: 'no', not_own_address_count: 1 },
    ...Object.fromEntries(instanceTree.questions.map(({ records }) => [records, []])),
  };
  expect(() => walk(instanceTree, whole)).toThrow('fact "os_count" is not given');
});
