import { time } from '../format/time.ts';

/** A time in the one format; the whole of it, with microseconds, on hover. */
export function Time({ iso }: { iso: string | null }) {
  if (iso === null) return <span className="muted">—</span>;
  const shown = time(iso);
  const zone = shown.endsWith(' UTC');
  return (
    <time className="time" dateTime={iso} title={iso}>
      {zone ? shown.slice(0, -4) : shown}
      {zone && <span className="zone"> UTC</span>}
    </time>
  );
}

export function TimeRange({ from, to }: { from: string | null; to: string | null }) {
  if (from === null && to === null) return <span className="muted">—</span>;
  return (
    <span className="time-range">
      <Time iso={from} /> <span className="muted">–</span> <Time iso={to} />
    </span>
  );
}
