import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Histogram } from '../../shared/contract.ts';
import type { Axis } from '../format/axis.ts';
import { isoOf } from '../format/time.ts';
import { timeText } from '../format/zone.ts';
import { text } from '../text.ts';

interface BrushProps {
  axis: Axis;
  data: Histogram;
  plot: number;
  height: number;
  /** Milliseconds; the end is not part of it. */
  onOpen: (from: number, to: number) => void;
}

/** Buckets from the one where the choice began to where it is; both are part of it. */
type Choice = readonly [number, number];

/** Dragging over the lanes, or arrows with Shift and Enter, opens the timeline on that time. */
export function Brush({ axis, data, plot, height, onOpen }: BrushProps) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [dragging, setDragging] = useState(false);
  const buckets = data.buckets.length;
  const step = plot / Math.max(1, buckets);
  const clamp = (at: number) => Math.min(buckets - 1, Math.max(0, at));
  const bucketAt = (event: PointerEvent<SVGRectElement>) =>
    clamp(Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / step));
  const timesOf = ([a, b]: Choice): [number, number] => {
    const width = data.bucket_seconds * 1000;
    return [axis.start + Math.min(a, b) * width, axis.start + (Math.max(a, b) + 1) * width];
  };
  const open = (chosen: Choice | null) => {
    if (chosen) onOpen(...timesOf(chosen));
  };
  const pressed = (event: KeyboardEvent) => {
    const [from, at] = choice ?? [0, 0];
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buckets - 1 }[event.key];
    if (event.key === 'Enter') open(choice);
    else if (event.key === 'Escape' && choice) setChoice(null);
    else if (to === undefined) return;
    else setChoice(event.shiftKey ? [from, clamp(to)] : [clamp(to), clamp(to)]);
    event.preventDefault();
    event.stopPropagation();
  };
  const [low, high] = choice ? [Math.min(...choice), Math.max(...choice)] : [0, -1];
  return (
    <>
      {choice && (
        <rect className="lane-choice" x={low * step} width={(high - low + 1) * step} height={height} />
      )}
      <rect
        className="lane-brush"
        width={plot}
        height={height}
        tabIndex={0}
        role="slider"
        aria-label={text.lanes.brush}
        aria-valuemin={0}
        aria-valuemax={buckets - 1}
        aria-valuenow={choice?.[1] ?? 0}
        aria-valuetext={choice ? rangeText(timesOf(choice)) : text.lanes.brushNone}
        onKeyDown={pressed}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
          setChoice([bucketAt(event), bucketAt(event)]);
        }}
        onPointerMove={(event) => {
          if (dragging && choice) setChoice([choice[0], bucketAt(event)]);
        }}
        onPointerUp={() => {
          if (!dragging) return;
          setDragging(false);
          open(choice);
        }}
        onPointerCancel={() => setDragging(false)}
      >
        <title>{text.lanes.brush}</title>
      </rect>
    </>
  );
}

const rangeText = ([from, to]: [number, number]): string =>
  `${timeText(isoOf(from))} – ${timeText(isoOf(to))}`;
