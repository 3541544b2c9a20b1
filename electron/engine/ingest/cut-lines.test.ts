import { expect, test } from 'vitest';
import { CsvCutter } from './cut-lines.ts';
import { SPLIT_DEFAULTS } from './split-json.ts';

function cut(text: string, chunk: number) {
  const rows: [number, number, string][] = [];
  const rejects: [number, number, string, string][] = [];
  const cutter = new CsvCutter(
    SPLIT_DEFAULTS,
    {
      record: ({ line, offset }, bytes, start, end) =>
        void rows.push([
          line,
          offset,
          Object.values(JSON.parse(bytes.toString('utf8', start, end)) as object).join('|'),
        ]),
      reject: ({ line, offset }, reason, bytes) =>
        void rejects.push([line, offset, reason, bytes.toString()]),
    },
    ',',
  );
  const data = Buffer.from(text);
  for (let at = 0; at < data.length; at += chunk) cutter.push(data.subarray(at, at + chunk));
  return { remark: cutter.end(), rows, rejects };
}

const CHUNKS = [1, 3, 1000];

test('a quoted field holds newlines, delimiters and doubled quotes; a quote inside a field is a letter', () => {
  const text = '\ufeff"a",b,c\r\n1,"two\nlines, ""quoted""",3\r\n4,5" wide,6\n';
  for (const chunk of CHUNKS)
    expect(cut(text, chunk)).toEqual({
      remark: null,
      rejects: [],
      rows: [
        [2, 12, '1|two\nlines, "quoted"|3'],
        [4, 41, '4|5" wide|6'],
      ],
    });
});

test('a quote that does not end costs its own line, not the rows behind it', () => {
  const text = 'a,b,c\n1,"2,3\n4,5,6\n7,"8",9\n10,"11,12\n13,14,15\n';
  for (const chunk of CHUNKS) {
    const { rows, rejects, remark } = cut(text, chunk);
    expect(rows).toEqual([
      [3, 13, '4|5|6'],
      [4, 19, '7|8|9'],
      [6, 37, '13|14|15'],
    ]);
    expect(rejects.map(([line, offset, , raw]) => [line, offset, raw])).toEqual([
      [2, 6, '1,"2,3'],
      [5, 27, '10,"11,12'],
    ]);
    expect(remark).toBeNull();
  }
});

test('the last row, where the data ends inside its quotes, is said to be cut', () => {
  const { rows, rejects, remark } = cut('a,b,c\n1,2,3\n4,"five', 4);
  expect(rows.length).toBe(1);
  expect(rejects).toEqual([[3, 12, 'cut off: the data ends inside a quoted text', '4,"five']]);
  expect(remark).toMatch(/cut short/);
});
