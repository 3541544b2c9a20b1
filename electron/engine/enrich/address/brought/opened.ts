import type { ParsedAddress } from '../parse-address.ts';
import type { Said, SaidValue } from './said.ts';

/** A file that was recognised and read. */
export interface Opened {
  readonly title: string;
  readonly version: string;
  /** The day its data are of, by its own words; null where it does not say. */
  readonly date: string | null;
  /** Ranges, or ends of the tree. */
  readonly entries: number;
  /** What it speaks of, at least one. */
  readonly values: readonly SaidValue[];
  find(address: ParsedAddress): Said | null;
}

/** The one line that refuses a file: its name, and the place in it. */
export const refuse = (name: string, place: string, cause?: unknown): Error =>
  new Error(`no address data that can be read: ${name}: ${place}`, { cause });
