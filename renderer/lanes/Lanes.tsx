import { useEffect, useRef, useState } from 'react';
import type { Histogram } from '../../shared/contract.ts';
import { windowOf, type Filter } from '../../shared/filter.ts';
import type { Finding, Verdict } from '../../shared/model.ts';
import { go, timelineHref } from '../app/route.ts';
import { axisOf } from '../coverage/Strip.tsx';
import { axisZone, ticksOf, type Axis } from '../format/axis.ts';
import { count } from '../format/number.ts';
import { isoOf } from '../format/time.ts';
import { timeText, useZone } from '../format/zone.ts';
import { severityLevel } from '../parts/Badge.tsx';
import { barsPath } from '../parts/bars-path.ts';
import { isFilter } from '../parts/filters.ts';
import { shorten } from '../format/shorten.ts';
import { datasetTitle, text } from '../text.ts';
import { Brush } from './Brush.tsx';
import { LANE, marksOf, type Mark } from './layout.ts';

/** The last microsecond before. */
const lastBefore = (ms: number): string => isoOf(ms - 1).replace('000Z', '999Z');

interface LanesProps {
  data: Histogram;
  /** Whose records they are. */
  own: readonly Filter[];
  /** In what time, where it is not all. */
  within: Filter | null;
  findings: readonly Finding[];
  verdicts: readonly Verdict[];
}

export function Lanes({ data, own, within, findings, verdicts }: LanesProps) {
  const { box, width } = useWidth();
  const axis = axisOf(data);
  if (!axis) return <p className="muted">{text.timeline.empty}</p>;
  const plot = Math.max(100, width - LANE.label);
  const { marks, rows, hidden } = marksOf(axis, plot, findings, verdicts);
  const top = rows === 0 ? 0 : rows * (LANE.mark + 2) + LANE.gap * 2;
  const height = top + data.series.length * (LANE.height + LANE.gap) + LANE.axis;
  const open = (from: number, to: number) =>
    go(timelineHref([...own, windowOf(isoOf(from), lastBefore(to))]));
  return (
    <div ref={box} className="lanes">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={text.lanes.label(data.series.length, marks.length)}
        data-picture={text.lanes.title}
      >
        <Ticks axis={axis} plot={plot} height={height} />
        <g transform={`translate(${LANE.label} ${top})`}>
          {data.series.map(({ name, counts }, lane) => (
            <Bars key={name} counts={counts} lane={lane} plot={plot} />
          ))}
          <Brush axis={axis} data={data} plot={plot} height={height - top - LANE.axis} onOpen={open} />
        </g>
        {data.series.map(({ name, counts }, lane) => (
          <LaneName
            key={name}
            name={name}
            total={counts.reduce((sum, each) => sum + each, 0)}
            to={timelineHref([
              ...own,
              ...(within ? [within] : []),
              isFilter('event_dataset', name === 'unknown' ? null : name),
            ])}
            y={top + lane * (LANE.height + LANE.gap)}
          />
        ))}
        {rows > 0 && (
          <text className="lane-name" x={0} y={LANE.mark} aria-hidden="true">
            {text.lanes.marks}
          </text>
        )}
        {marks.map((mark) => (
          <MarkLink key={mark.key} mark={mark} axis={axis} plot={plot} />
        ))}
      </svg>
      {hidden > 0 && <p className="muted small">{text.lanes.hidden(hidden)}</p>}
    </div>
  );
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(300, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

function Ticks({ axis, plot, height }: { axis: Axis; plot: number; height: number }) {
  const { zone } = useZone();
  return (
    <g className="lane-ticks">
      <text x={0} y={height - 4}>
        <title>{zone}</title>
        {axisZone(axis, zone)}
      </text>
      {ticksOf(axis, zone).map(({ ms, label }) => {
        const x = LANE.label + ((ms - axis.start) / (axis.end - axis.start)) * plot;
        const last = x > LANE.label + plot * 0.9;
        return (
          <g key={ms} aria-hidden="true">
            <line x1={x} x2={x} y1={0} y2={height - LANE.axis + 4} />
            <text x={x} y={height - 4} textAnchor={last ? 'end' : 'start'}>
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface BarsProps {
  counts: readonly number[];
  lane: number;
  plot: number;
}

/** Each lane as high as its own most: a log with few records is seen beside one with millions. */
function Bars({ counts, lane, plot }: BarsProps) {
  const step = plot / Math.max(1, counts.length);
  const y = lane * (LANE.height + LANE.gap);
  const foot = y + LANE.height;
  return (
    <g>
      <rect className="lane-ground" y={y} width={plot} height={LANE.height} />
      <path
        className={`source-${(lane % 6) + 1}`}
        d={barsPath(counts, { step, height: LANE.height, least: 3, foot })}
      />
    </g>
  );
}

function LaneName({ name, total, to, y }: { name: string; total: number; to: string; y: number }) {
  return (
    <a href={to} aria-label={text.lanes.lane(datasetTitle(name), count(total))}>
      <text className="lane-name" x={0} y={y + 11}>
        {shorten(datasetTitle(name), 22)}
      </text>
      <text className="lane-total" x={0} y={y + 23}>
        {count(total)}
      </text>
    </a>
  );
}

const VERDICT_TONES: Readonly<Record<string, string>> = { malicious: 'tone-4', suspicious: 'tone-3' };

function MarkLink({ mark, axis, plot }: { mark: Mark; axis: Axis; plot: number }) {
  const at = (ms: number) =>
    LANE.label +
    ((Math.min(Math.max(ms, axis.start), axis.end) - axis.start) / (axis.end - axis.start)) * plot;
  const x = Math.min(at(mark.start), LANE.label + plot - LANE.mark);
  const width = Math.max(LANE.mark, at(mark.end) - x);
  const tone =
    mark.severity === null
      ? (VERDICT_TONES[mark.verdict ?? ''] ?? 'plain')
      : `tone-${severityLevel(mark.severity)}`;
  const y = mark.row * (LANE.mark + 2);
  const half = LANE.mark / 2;
  return (
    <a href={mark.to} className={`lane-mark ${tone}`} aria-label={mark.title}>
      <title>{`${mark.title} · ${timeText(isoOf(mark.start))}`}</title>
      <rect x={x} y={y + half - 2} width={width} height={4} rx="2" />
      {mark.severity === null ? (
        <rect x={x} y={y + 1} width={LANE.mark - 2} height={LANE.mark - 2} rx="1.5" />
      ) : (
        <path d={`M${x + half} ${y}l${half} ${half}l${-half} ${half}l${-half} ${-half}Z`} />
      )}
    </a>
  );
}
