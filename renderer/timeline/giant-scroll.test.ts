import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anchorAt,
  areaHeight,
  follow,
  lastTop,
  rowTop,
  TALLEST,
  visibleRows,
  type Geometry,
} from './giant-scroll.ts';

const giant: Geometry = { rows: 10_000_000, rowHeight: 26, viewport: 624 };
const small: Geometry = { rows: 500, rowHeight: 26, viewport: 624 };

test('the area never grows past what a browser can hold', () => {
  expect(areaHeight(giant)).toBe(TALLEST);
  expect(areaHeight(small)).toBe(13_000);
});

test('a turn of the wheel moves ten million rows by exactly its pixels', () => {
  const start = anchorAt(giant, 5_000_000);
  const after = follow(giant, start, start.scroll + 130);
  expect(after.row).toBeCloseTo(5_000_005, 6);
  expect(rowTop(giant, after, 5_000_007)).toBe(rowTop(giant, start, 5_000_007));
});

test('the dragged thumb reaches both ends and the middle', () => {
  const start = anchorAt(giant, 0);
  expect(follow(giant, start, TALLEST - giant.viewport).row).toBe(lastTop(giant));
  expect(follow(giant, start, (TALLEST - giant.viewport) / 2).row).toBeCloseTo(lastTop(giant) / 2, 0);
  expect(follow(giant, anchorAt(giant, 9_000_000), 0).row).toBe(0);
});

test('every row can be brought on screen, and is drawn where it is on screen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: giant.rows - 1 }), (row) => {
      const anchor = anchorAt(giant, row);
      const [first, end] = visibleRows(giant, anchor, 0);
      expect(first <= row && row < end).toBe(true);
      const top = rowTop(giant, anchor, row) - anchor.scroll;
      expect(top).toBeGreaterThanOrEqual(-giant.rowHeight);
      expect(top).toBeLessThan(giant.viewport);
    }),
  );
});

test('a short list scrolls as any other', () => {
  expect(follow(small, { scroll: 0, row: 0 }, 2600)).toEqual({ scroll: 2600, row: 100 });
  expect(visibleRows(small, { scroll: 2600, row: 100 }, 4)).toEqual([96, 128]);
});
