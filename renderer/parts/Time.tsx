import { time } from '../format/time.ts';
import { isUtc, useZone, utcBeside, zoned } from '../format/zone.ts';

/** A time in the one format: in the zone of the case with UTC beside it; the whole of it, with microseconds, on hover. */
export function Time({ iso }: { iso: string | null }) {
  const { zone } = useZone();
  if (iso === null) return <span className="muted">—</span>;
  const there = isUtc(zone) ? null : zoned(iso, zone);
  return (
    <time className="time" dateTime={iso} title={there ? `${iso}\n${there.wall} ${zone}` : iso}>
      {there ? (
        <>
          {there.wall}
          <span className="zone"> {there.offset}</span>
          <span className="utc"> {utcBeside(iso, there)}</span>
        </>
      ) : (
        <Utc shown={time(iso)} />
      )}
    </time>
  );
}

function Utc({ shown }: { shown: string }) {
  if (!shown.endsWith(' UTC')) return <>{shown}</>;
  return (
    <>
      {shown.slice(0, -4)}
      <span className="zone"> UTC</span>
    </>
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
