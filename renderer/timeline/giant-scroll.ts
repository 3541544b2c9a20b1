/**
 * Scrolling through more rows than a browser can be tall. An element ends near 33 million pixels; ten million rows want 260
 * million. So the scrolled area is capped, and where the area stands says only roughly which row is on top: small moves (wheel,
 * keys) go row by row, exact to the pixel; large ones (the dragged thumb) go to the row in proportion; when the scrolling ends,
 * the thumb is put where the row on top belongs.
 */
export const TALLEST = 8_000_000;

export interface Geometry {
  rows: number;
  rowHeight: number;
  /** Height of the visible part, without the header. */
  viewport: number;
}

/** A scroll position and the row (with its fraction) that is on top there. */
export interface Anchor {
  scroll: number;
  row: number;
}

export const isGiant = ({ rows, rowHeight }: Geometry): boolean => rows * rowHeight > TALLEST;

export const areaHeight = ({ rows, rowHeight }: Geometry): number => Math.min(rows * rowHeight, TALLEST);

const maxScroll = (geometry: Geometry): number => Math.max(0, areaHeight(geometry) - geometry.viewport);

/** The topmost row when the end is reached, with its fraction. */
export const lastTop = ({ rows, rowHeight, viewport }: Geometry): number =>
  Math.max(0, rows - viewport / rowHeight);

export function rowInProportion(geometry: Geometry, scroll: number): number {
  const most = maxScroll(geometry);
  return most === 0 ? 0 : (Math.min(scroll, most) / most) * lastTop(geometry);
}

export function scrollInProportion(geometry: Geometry, row: number): number {
  const last = lastTop(geometry);
  return last === 0 ? 0 : Math.round((Math.min(row, last) / last) * maxScroll(geometry));
}

/** Where a scroll event leads: the new anchor. */
export function follow(geometry: Geometry, anchor: Anchor, scroll: number): Anchor {
  if (!isGiant(geometry)) return { scroll, row: scroll / geometry.rowHeight };
  const moved = scroll - anchor.scroll;
  if (Math.abs(moved) > 2 * geometry.viewport) return { scroll, row: rowInProportion(geometry, scroll) };
  const row = anchor.row + moved / geometry.rowHeight;
  return { scroll, row: Math.max(0, Math.min(lastTop(geometry), row)) };
}

/** The anchor that puts a row on top (or as near as the ends allow). */
export function anchorAt(geometry: Geometry, row: number): Anchor {
  const top = Math.max(0, Math.min(lastTop(geometry), row));
  return isGiant(geometry)
    ? { scroll: scrollInProportion(geometry, top), row: top }
    : { scroll: top * geometry.rowHeight, row: top };
}

/**
 * Pixels from the top of the area to a row. Whole ones: while rows go by one by one, a row that is on screen stays exactly where
 * it was laid, so that nothing of it is painted again.
 */
export const rowTop = ({ rowHeight }: Geometry, anchor: Anchor, index: number): number =>
  Math.round(anchor.scroll - anchor.row * rowHeight) + index * rowHeight;

/** The rows to draw, with some to spare on both sides: `[first, end)`. */
export function visibleRows(geometry: Geometry, anchor: Anchor, spare: number): [number, number] {
  const first = Math.max(0, Math.floor(anchor.row) - spare);
  const end = Math.min(geometry.rows, Math.ceil(anchor.row + geometry.viewport / geometry.rowHeight) + spare);
  return [first, Math.max(first, end)];
}
