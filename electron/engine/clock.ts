/** Seconds since 1970, as https://reproducible-builds.org/specs/source-date-epoch has them. Throws on anything else. */
export function dateOfEpoch(text: string | undefined): Date | null {
  if (text === undefined || text === '') return null;
  if (!/^\d{1,11}$/.test(text))
    throw new Error(`SOURCE_DATE_EPOCH is no number of seconds: ${JSON.stringify(text)}`);
  return new Date(Number(text) * 1000);
}

/** The clock that the host gave, else one that stands at SOURCE_DATE_EPOCH, in every host alike; nothing where neither is given. */
export function givenClock(clock: (() => Date) | undefined, epoch: string | undefined): (() => Date) | null {
  if (clock) return clock;
  const date = dateOfEpoch(epoch);
  return date && (() => date);
}
