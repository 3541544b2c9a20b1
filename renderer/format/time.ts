const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z?$/;

/** The one format of times: `2024-05-01 10:00:00.123 UTC`. Text that is no time is given back as it is. */
export function time(iso: string): string {
  const parts = ISO.exec(iso);
  if (!parts) return iso;
  return `${parts[1]} ${parts[2]}.${(parts[3] ?? '').padEnd(3, '0').slice(0, 3)} UTC`;
}

/** A time to be changed and read again: as `time`, but with all of its digits. */
export function exactTime(iso: string): string {
  const fraction = (ISO.exec(iso)?.[3] ?? '').replace(/0+$/, '');
  return fraction.length > 3 ? time(iso).replace(/\d{3} UTC$/, `${fraction} UTC`) : time(iso);
}

/** Milliseconds since 1970 of an ISO text in UTC; `NaN` where it is no time. */
export function millis(iso: string): number {
  const parts = ISO.exec(iso);
  if (!parts) return Number.NaN;
  return Date.parse(`${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`);
}

/** ISO text with microseconds, as the engine writes it. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

const TYPED = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.(\d{1,6}))?)?\s*(?:UTC|Z)?$/i;

/** What a person types as a time in UTC → ISO text with microseconds, or `null` where it is none. */
export function typedTime(typed: string): string | null {
  const parts = TYPED.exec(typed.trim());
  if (!parts) return null;
  const iso = `${parts[1]}T${parts[2] ?? '00:00'}:${parts[3] ?? '00'}.${(parts[4] ?? '').padEnd(6, '0')}Z`;
  const ms = millis(iso);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== parts[1] ? null : iso;
}
