const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/i;

const MICROS = { day: 86_400_000_000n, minute: 60_000_000n, second: 1_000_000n };

/**
 * ISO 8601 text as microseconds since 1970; without an offset it is UTC. `end: 'last'` gives the last microsecond of what the
 * text names (`2024-05-01` is the whole day, `10:00:00.5` a tenth of a second), so that a coarse upper bound includes itself.
 */
export function microsOf(text: string, end: 'first' | 'last' = 'first'): bigint {
  const match = SHAPE.exec(text);
  const base = match ? wholeSeconds(match) : NaN;
  if (!match || Number.isNaN(base)) throw new Error(`not a time: ${JSON.stringify(text)}`);
  const [, , , , hour, , second, fraction] = match;
  const digits = (fraction ?? '').slice(0, 6);
  const first = BigInt(base) * MICROS.second + BigInt(digits.padEnd(6, '0'));
  if (end === 'first') return first;
  if (hour === undefined) return first + MICROS.day - 1n;
  if (second === undefined) return first + MICROS.minute - 1n;
  return first + 10n ** BigInt(6 - digits.length) - 1n;
}

/** Seconds since 1970, `NaN` for a date or a time of day that does not exist. */
function wholeSeconds(match: RegExpExecArray): number {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  date.setUTCHours(hour ?? 0, minute, second);
  const real =
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return real ? date.getTime() / 1000 - offsetSeconds(match[8]) : NaN;
}

function offsetSeconds(zone: string | undefined): number {
  if (!zone || zone.toUpperCase() === 'Z') return 0;
  const digits = zone.replace(/\D/g, '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}
