/** A date with its year, as a header of syslog or a field of CEF for its time may hold it; or seconds or milliseconds since 1970. */
const HEADER = /^(?:<\d+>)?(?:\d+ )?(\d{4}-\d\d-\d\d|[A-Z][a-z]{2} +\d{1,2} \d{4}(?= \d\d:))/;
const FIELD = /(?:^|[\s|])(?:rt|start|end)=(\d{13}\b|\d{10}\b|\d{4}-\d\d-\d\d|[A-Z][a-z]{2} +\d{1,2} \d{4})/;

/** The day that a line says it is of, as `2024-05-01`; `null` where it names none with its year. */
export function dayOf(line: string): string | null {
  const text = (HEADER.exec(line) ?? FIELD.exec(line))?.[1];
  if (text === undefined) return null;
  const number = Number(text);
  const date = Number.isNaN(number)
    ? new Date(`${text} UTC`)
    : new Date(text.length === 13 ? number : number * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** The day of the first line of a text that names one. */
export function firstDay(text: string): string | null {
  for (const line of text.split('\n')) {
    const day = dayOf(line);
    if (day !== null) return day;
  }
  return null;
}
