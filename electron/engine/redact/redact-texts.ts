import type { Redaction, TextToRedact } from '../../../shared/redaction.ts';
import type { EngineState } from '../engine-state.ts';
import { isKeptAnywhere } from './columns.ts';
import { redactedOwn } from './own-json.ts';
import { redactorOf } from './redacting.ts';
import type { Redactor } from './redactor.ts';

/** What a face shows and now gives away, with pseudonyms; in the order of the texts. */
export async function redactTexts(
  engine: EngineState,
  { texts, redact }: { texts: readonly TextToRedact[]; redact: readonly Redaction[] },
  signal?: AbortSignal,
): Promise<string[]> {
  const redactor = await redactorOf(engine, redact, signal);
  return texts.map((one) => textOf(one, redactor));
}

function textOf({ text, column, record }: TextToRedact, redactor: Redactor): string {
  if (record === true) return redactor.record(text);
  return column === undefined ? redactor.whole(text) : cellOf(text, column, redactor);
}

/** A cell of a table as it goes out: what stands in a column of our own words, or of hashes, stays. */
export const cellOf = (cell: string, column: string, redactor: Redactor): string =>
  isKeptAnywhere(column) ? cell : valueOf(cell, redactor);

function valueOf(cell: string, redactor: Redactor): string {
  const whole = redactor.whole(cell);
  if (whole !== cell || !/^[[{]/.test(cell)) return whole;
  return redactedOwn(cell, redactor);
}
