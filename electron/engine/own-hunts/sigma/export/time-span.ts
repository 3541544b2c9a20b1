const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** The span as Sigma writes it, in whole seconds: `seconds` are those of the hunt's where they are none. */
export function timespanOf(hours: number): { timespan: string; hours: number; rounded: boolean } {
  const exact = hours * 3600;
  const seconds = Math.round(exact);
  const [unit, size] = UNITS.find(([, one]) => seconds % one === 0) ?? ['s', 1];
  // What differs by less than a microsecond is the same to the hunt.
  return {
    timespan: `${seconds / size}${unit}`,
    hours: seconds / 3600,
    rounded: Math.abs(exact - seconds) >= 1e-6,
  };
}
