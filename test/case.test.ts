import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaseFile, type CaseSettings } from '../electron/engine/case-file.ts';
import { SCHEMA_STEPS } from '../electron/engine/db/schema.ts';

let folder: string;
let path: string;
const settings: CaseSettings = {
  toolVersion: '0.0.0-test',
  now: () => '2024-06-01T00:00:00.000000Z',
  memoryLimit: undefined,
  threads: undefined,
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-case-'));
  path = join(folder, 'case.interloper');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const change = async (statement: string) => {
  const file = await CaseFile.open(path, settings);
  await file.database.job.run(statement);
  await file.close();
};

test('a case keeps what it was made with, and its audit log', async () => {
  const made = await CaseFile.create(
    path,
    { name: 'Case 7', examiner: 'A. Nalyst', reference: 'IR-7' },
    settings,
  );
  await made.close();
  const opened = await CaseFile.open(path, settings);
  expect(opened.info).toEqual({
    path,
    name: 'Case 7',
    examiner: 'A. Nalyst',
    reference: 'IR-7',
    time_zone: 'UTC',
    desk: { place: null, columns: null },
    created_at: '2024-06-01T00:00:00.000000Z',
    schema_version: SCHEMA_STEPS.length,
    tool_version: '0.0.0-test',
    notices: [],
  });
  const log = await opened.database.desk.rows(
    'SELECT written_at, actor, action, tool_version FROM audit_log ORDER BY rowid',
  );
  expect(log).toEqual(
    ['case.created', 'case.opened'].map((action) => ({
      written_at: '2024-06-01T00:00:00.000000Z',
      actor: 'A. Nalyst',
      action,
      tool_version: '0.0.0-test',
    })),
  );
  await opened.close();
  expect(readdirSync(folder)).toEqual(['case.interloper']);
});

test('a case is not made over a file, and not opened where there is none or another thing', async () => {
  writeFileSync(path, 'these are notes');
  await expect(CaseFile.create(path, {}, settings)).rejects.toThrow(/already a file/);
  await expect(CaseFile.open(path, settings)).rejects.toThrow(/not an Interloper case/);
  await expect(CaseFile.open(join(folder, 'none.interloper'), settings)).rejects.toThrow(/there is no file/);
});

test('a case of a newer version is refused with both versions', async () => {
  await (await CaseFile.create(path, {}, settings)).close();
  await change("UPDATE meta SET value = '99' WHERE name = 'schema_version'");
  await expect(CaseFile.open(path, settings)).rejects.toThrow(
    `is of version 99, and this Interloper knows versions up to ${SCHEMA_STEPS.length}`,
  );
});

test('a database that is no case is refused', async () => {
  await (await CaseFile.create(path, {}, settings)).close();
  await change('DELETE FROM meta');
  await expect(CaseFile.open(path, settings)).rejects.toThrow(/not an Interloper case/);
});

test('a case of an older version is migrated after a copy', async () => {
  await (await CaseFile.create(path, {}, settings)).close();
  const newer = {
    ...settings,
    schemaSteps: [...SCHEMA_STEPS, 'ALTER TABLE notes ADD COLUMN colour VARCHAR'],
  };
  const opened = await CaseFile.open(path, newer);
  expect(opened.info.schema_version).toBe(2);
  expect(opened.info.notices).toEqual([
    `the case was of version 1 and is now of version 2; a copy of the old one is ${path}.version-1`,
  ]);
  await opened.database.job.run("UPDATE notes SET colour = 'blue'");
  await opened.close();
  const copy = await CaseFile.open(`${path}.version-1`, settings);
  expect(copy.info.schema_version).toBe(1);
  await copy.close();
  await expect(CaseFile.open(path, settings)).rejects.toThrow(/version 2/);
});

test('a case that is open is not opened twice: here, or in another program', async () => {
  const opened = await CaseFile.create(path, {}, settings);
  await expect(CaseFile.open(path, settings)).rejects.toThrow(/already open here/);
  await opened.close();
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { DuckDBInstance } from '@duckdb/node-api'; const db = await DuckDBInstance.create(${JSON.stringify(path)});
     console.log('open'); setInterval(() => db, 1000);`,
  ]);
  await once(holder.stdout, 'data');
  await expect(CaseFile.open(path, settings)).rejects.toThrow(
    `is open in another program (process ${holder.pid})`,
  );
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (await CaseFile.open(path, settings)).close();
});
