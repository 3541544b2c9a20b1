/** Figures for the eye: grouped by thousands with a comma, the same on every machine. */
export function count(value: number): string {
  const sign = value < 0 ? '−' : '';
  return sign + String(Math.round(Math.abs(value))).replace(/\B(?=(\d{3})+$)/g, ',');
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1234567` → `1.23 MB`; three significant digits, powers of 1000. */
export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  if (unit === 0) return `${size} B`;
  return `${size.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0)} ${UNITS[unit] ?? ''}`;
}

/** `0.1234` → `12.3 %`; what is there but rounds to nothing is `< 0.1 %`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  return `${(share * 100).toFixed(share === 0 || share === 1 ? 0 : 1)} %`;
}

/** Units behind a figure, with the space between where the language sets one. */
export interface TimeUnits {
  day: string;
  hour: string;
  minute: string;
  second: string;
  /** Between two figures. */
  join: string;
}

const SYMBOLS: TimeUnits = { day: ' d', hour: ' h', minute: ' min', second: ' s', join: ' ' };
let units = SYMBOLS;

/** Units of the language that was chosen. */
export function measureIn(chosen: TimeUnits): void {
  units = chosen;
}

/** `7265` → `2 h 1 min`; two units at most. */
export const duration = (seconds: number): string => durationIn(seconds, units);

export function durationIn(seconds: number, { day, hour, minute, second, join }: TimeUnits): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), day],
    [Math.floor((whole % 86_400) / 3600), hour],
    [Math.floor((whole % 3600) / 60), minute],
    [whole % 60, second],
  ];
  const first = parts.findIndex(([figure]) => figure > 0);
  if (first < 0) return `0${second}`;
  return parts
    .slice(first, first + 2)
    .filter(([figure]) => figure > 0)
    .map(([figure, unit]) => figure + unit)
    .join(join);
}

/** Signed points of a score: `+25`, `−10`, `0`. */
export function points(value: number): string {
  if (value === 0) return '0';
  return value > 0 ? `+${value}` : `−${Math.abs(value)}`;
}

/** 0.1667 → `10 min`, 24 → `24 h`. */
export function hours(value: number): string {
  if (value >= 1) return (Number.isInteger(value) ? count(value) : value.toFixed(1)) + units.hour;
  return Math.round(value * 60) + units.minute;
}
