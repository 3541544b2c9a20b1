import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Report } from '../../shared/report.ts';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../shared/report.schema.json'), 'utf8'),
) as object;
export const isValid = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

/** The report in a text that keeps to the published schema. */
export function validReport(text: string): Report {
  const report: unknown = JSON.parse(text);
  expect(isValid(report), JSON.stringify(isValid.errors)).toBe(true);
  return Report.parse(report);
}
