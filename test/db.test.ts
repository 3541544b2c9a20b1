import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Database, type LiveConnection } from '../electron/engine/db/database.ts';
import { migrate } from '../electron/engine/db/schema.ts';
import { fixed, sql } from '../electron/engine/db/sql.ts';
import { inTurn } from '../electron/engine/db/turns.ts';
import { EVENT_COLUMNS } from '../shared/model.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));

test('the view events has the columns that the model names, in that order', async () => {
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  await migrate(database.job, 0);
  const columns = await database.desk.rows<{ column_name: string }>('DESCRIBE events');
  expect(columns.map((column) => column.column_name).sort()).toEqual(
    EVENT_COLUMNS.map((column) => column.name).sort(),
  );
  await database.close();
});

test('values are bound, lists too, and times come back with microseconds', async () => {
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  const inner = sql`${"' OR 1=1"} AS a`;
  const row = await database.desk.row(
    sql`SELECT ${inner}, ${3} AS b, TIMESTAMP '2024-05-01 10:00:00.123456' AS t`,
  );
  expect(row).toEqual({ a: "' OR 1=1", b: 3, t: '2024-05-01T10:00:00.123456Z' });
  const listed = await database.desk.row(
    fixed('SELECT list_contains($names, $one) AS yes, {x: [1::BIGINT]} AS s', {
      names: ['u', 'v'],
      one: 'v',
    }),
  );
  expect(listed).toEqual({ yes: true, s: { x: [1] } });
  await database.close();
});

test('DuckDB is locked down', async () => {
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  for (const statement of [
    "SELECT * FROM read_text('/etc/passwd')",
    "COPY (SELECT 1) TO '/tmp/interloper-escape.csv'",
    "ATTACH '/tmp/interloper-escape.duckdb'",
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    'RESET lock_configuration',
    "SET allowed_configs = ['enable_external_access']",
    "SET memory_limit = '1TB'",
    "SELECT * FROM read_csv('https://example.com/x.csv')",
  ]) {
    await expect(database.desk.run(statement), statement).rejects.toThrow();
  }
  await database.close();
});

test('closing interrupts a running query and waits for its end', async () => {
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  const endless = database.job.rows(
    'SELECT sum(a.range * b.range) AS s FROM range(100000000) a, range(100000000) b',
  );
  const outcome = endless.then(
    () => 'finished',
    (error: Error) => error.message,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  await database.close();
  expect(await outcome).toMatch(/interrupt/i);
});

test('nothing begins on a case that is closing, and what a queue holds has ended when it has closed', async () => {
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  const { desk, asking, job } = database;
  const ends: string[] = [];
  const slow = 'SELECT sum(a.range * b.range) FROM range(100000) a, range(100000) b';
  const follow = async (connection: LiveConnection) => {
    await connection.rows(slow).catch(() => connection.rows('SELECT 1'));
  };
  const told = (work: Promise<unknown>) =>
    work.then(
      () => ends.push('answered'),
      (cause: unknown) => ends.push((cause as Error).message),
    );
  const works = Array.from({ length: 20 }, () => told(follow(desk)));
  works.push(...Array.from({ length: 20 }, () => told(inTurn(asking, undefined, follow))));
  works.push(told(drain(job.stream('SELECT sum(range) OVER (ORDER BY range) FROM range(50000000)'))));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await database.close();
  await Promise.all(works);
  expect(new Set(ends)).toEqual(new Set(['the case is being closed', 'INTERRUPT Error: Interrupted!']));
  expect(ends.filter((end) => end === 'the case is being closed')).toHaveLength(40);
  await expect(desk.rows('SELECT 1')).rejects.toThrow('the case is being closed');
});

test('a reader that was interrupted leaves no transaction to the next', async () => {
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  const { desk } = database;
  for (let round = 0; round < 40; round++) {
    const read = desk.rows('SELECT count(*) FROM range(200000)').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, round % 8));
    await desk.interrupt();
    await read;
    expect(await desk.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  }
  await database.close();
});

test('what an analyst is writing neither ends a job nor is ended by it', async () => {
  const folder = scratch();
  const database = await Database.open({ path: join(folder, 'case'), workDirectory: join(folder, 'work') });
  await database.job.run('CREATE TABLE notes_here (text VARCHAR)');
  let done = (): void => undefined;
  const open = new Promise<void>((resolve) => (done = resolve));
  const writing = database.writing.transaction(async () => {
    await database.writing.run("INSERT INTO notes_here VALUES ('kept')");
    await open;
  });
  await database.job.run('CREATE TABLE other (number INTEGER)');
  await database.checkpoint();
  done();
  await writing;
  await database.checkpoint();
  expect(await database.job.rows('SELECT text FROM notes_here')).toEqual([{ text: 'kept' }]);
  await database.close();
});

test('what a job adds between planning and running is not read as something else', async () => {
  const folder = scratch();
  const database = await Database.open({ path: join(folder, 'case'), workDirectory: join(folder, 'work') });
  await database.job.run("CREATE TABLE lines AS SELECT 0::INTEGER AS n, '{}' AS t FROM range(10)");
  for (let round = 1; round <= 60; round++) {
    const written = database.job.run(
      fixed("INSERT INTO lines SELECT $n::INTEGER, '{\"a long text\":' || range || '}' FROM range(20)", {
        n: round * 300,
      }),
    );
    const read = await Promise.all(
      [1, 2, 3, 4].map(() =>
        database.desk.rows<{ n: number; t: string }>(
          sql`SELECT n, t, count(*) AS c FROM lines GROUP BY n, t ORDER BY t, n`,
        ),
      ),
    );
    await written;
    for (const { t } of read.flat()) expect(() => void JSON.parse(t)).not.toThrow();
  }
  await database.close();
}, 60_000);

async function drain(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _chunk of chunks);
}
