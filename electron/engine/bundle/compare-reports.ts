import { createHash } from 'node:crypto';
import type { BundleDifference } from '../../../shared/bundle.ts';

/** Differences that are told one by one. */
export const MOST_LISTED = 100;
/** Characters of an entry that are shown, and how many of them before the first that differs. */
const SHOWN = 400;
const BEFORE = 60;

interface Entry {
  part: string;
  text: string;
}

export interface Differences {
  total: number;
  listed: BundleDifference[];
}

/**
 * Two reports, entry by entry: what only one of them has, in the parts of the report, whatever stands around it. Where both have the same
 * entries in another order, that is one difference.
 */
export async function compareReports(
  bundled: () => AsyncIterable<string>,
  now: AsyncIterable<string>,
): Promise<Differences> {
  const counts = new Map<string, number>();
  const [first, second] = [createHash('sha256'), createHash('sha256')];
  for await (const entry of entriesOf(bundled(), first)) add(counts, entry, 1);
  const onlyNow = new Only();
  for await (const entry of entriesOf(now, second)) if (!take(counts, entry)) onlyNow.add(entry);
  const onlyBundled = new Only();
  for await (const entry of entriesOf(bundled())) if (take(counts, entry)) onlyBundled.add(entry);
  const listed = paired(onlyBundled, onlyNow);
  const total = pairs(onlyBundled, onlyNow);
  if (total === 0 && first.digest('hex') !== second.digest('hex'))
    return { total: 1, listed: [{ part: 'order', bundled: 'the same entries', now: 'in another order' }] };
  return { total, listed };
}

/** What one side has by itself, by part: all counted, the first kept. */
class Only {
  readonly parts = new Map<string, { count: number; texts: string[] }>();

  add({ part, text }: Entry): void {
    const of = this.parts.get(part) ?? { count: 0, texts: [] };
    this.parts.set(part, of);
    if (of.count++ < MOST_LISTED) of.texts.push(text);
  }
}

const partsOf = (one: Only, other: Only): string[] => [
  ...new Set([...one.parts.keys(), ...other.parts.keys()]),
];

const pairs = (one: Only, other: Only): number =>
  partsOf(one, other).reduce(
    (total, part) => total + Math.max(one.parts.get(part)?.count ?? 0, other.parts.get(part)?.count ?? 0),
    0,
  );

/** The n-th of one side beside the n-th of the other: mostly the same entry, changed. */
function paired(one: Only, other: Only): BundleDifference[] {
  const listed: BundleDifference[] = [];
  for (const part of partsOf(one, other)) {
    const [ours, theirs] = [one.parts.get(part)?.texts ?? [], other.parts.get(part)?.texts ?? []];
    for (let at = 0; at < Math.max(ours.length, theirs.length) && listed.length < MOST_LISTED; at++)
      listed.push({ part, ...excerpts(ours[at] ?? null, theirs[at] ?? null) });
  }
  return listed;
}

function excerpts(bundled: string | null, now: string | null) {
  const same = bundled === null || now === null ? 0 : sameBeginning(bundled, now);
  const from = Math.max(0, same - BEFORE);
  const cut = (text: string | null) =>
    text && `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${text.length > from + SHOWN ? '…' : ''}`;
  return { bundled: cut(bundled), now: cut(now) };
}

function sameBeginning(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

const keyOf = ({ part, text }: Entry): string =>
  createHash('sha256').update(`${part}\n${text}`).digest('base64').slice(0, 24);

function add(counts: Map<string, number>, entry: Entry, by: number): void {
  const key = keyOf(entry);
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Whether there was one left. */
function take(counts: Map<string, number>, entry: Entry): boolean {
  const key = keyOf(entry);
  const left = counts.get(key) ?? 0;
  if (left > 0) counts.set(key, left - 1);
  return left > 0;
}

/** The lines of a report, each with its part. */
async function* entriesOf(
  text: AsyncIterable<string>,
  hash?: { update(text: string): unknown },
): AsyncGenerator<Entry> {
  let part = '';
  for await (const line of linesOf(text)) {
    hash?.update(`${line}\n`);
    part = /^"(\w+)": /.exec(line)?.[1] ?? part;
    yield { part, text: line.endsWith(',') ? line.slice(0, -1) : line };
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
