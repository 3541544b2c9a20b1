import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, count, duration, percent, points } from './number.ts';
import { prettyJson } from './pretty-json.ts';
import { commonFolder, shorten } from './shorten.ts';
import { isoOf, millis, time, typedTime } from './time.ts';

describe('figures', () => {
  test('thousands are grouped', () => {
    expect([0, 999, 1000, 10_000_000, -1234].map(count)).toEqual([
      '0',
      '999',
      '1,000',
      '10,000,000',
      '−1,234',
    ]);
  });
  test('bytes keep three digits', () => {
    expect([0, 999, 1000, 1_234_567, 99_960_000, 1.69e9].map(bytes)).toEqual([
      '0 B',
      '999 B',
      '1.00 kB',
      '1.23 MB',
      '100 MB',
      '1.69 GB',
    ]);
  });
  test('a share that is there never reads as nothing, nor a part as the whole', () => {
    expect([0, 0.0004, 0.123, 0.9995, 1].map(percent)).toEqual([
      '0 %',
      '< 0.1 %',
      '12.3 %',
      '> 99.9 %',
      '100 %',
    ]);
  });
  test('durations and points', () => {
    expect([5, 60, 7265, 90_000].map(duration)).toEqual(['5 s', '1 min', '2 h 1 min', '1 d 1 h']);
    expect([25, 0, -10].map(points)).toEqual(['+25', '0', '−10']);
  });
});

describe('times', () => {
  test('one format, cut to milliseconds', () => {
    expect(time('2024-05-01T10:00:00.123456Z')).toBe('2024-05-01 10:00:00.123 UTC');
    expect(time('not a time')).toBe('not a time');
  });
  test('iso text and milliseconds agree both ways', () => {
    expect(isoOf(millis('2024-05-01T10:00:00.123000Z'))).toBe('2024-05-01T10:00:00.123000Z');
  });
  test('typed times are read, and days that do not exist refused', () => {
    expect(typedTime('2024-05-01')).toBe('2024-05-01T00:00:00.000000Z');
    expect(typedTime('2024-05-01 10:15 UTC')).toBe('2024-05-01T10:15:00.000000Z');
    expect(typedTime('2024-02-31')).toBeNull();
    expect(typedTime('yesterday')).toBeNull();
  });
});

test('long values keep both ends and never split a letter', () => {
  expect(shorten('arn:aws:sts::111122223333:assumed-role/web/i-0abc', 20)).toBe('arn:aws:…/web/i-0abc');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 60 }), (value, longest) => {
      expect(Array.from(shorten(value, longest)).length).toBeLessThanOrEqual(Math.max(longest, 3));
    }),
  );
});

test('the folder of all paths is found, whole folders only', () => {
  expect(commonFolder(['/a/logs/x.json', '/a/logs/y/z.json'])).toBe('/a/logs/');
  expect(commonFolder(['/a/logs/x.json', '/a/logs2/x.json'])).toBe('/a/');
  expect(commonFolder(['x.json', 'y.json'])).toBe('');
  expect(commonFolder(['/a/x.json'])).toBe('');
  expect(commonFolder([])).toBe('');
});

describe('original records', () => {
  test('numbers and escapes stay as the log wrote them', () => {
    const source = '{"id":12345678901234567890,"a":[],"t":"x\\"{,}\\u0041","n":[1.0,{"b":null}]}';
    expect(prettyJson(source)).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": [],\n  "t": "x\\"{,}\\u0041",\n  "n": [\n    1.0,\n    {\n      "b": null\n    }\n  ]\n}',
    );
  });
  test('any JSON reads the same before and after', () => {
    fc.assert(
      fc.property(fc.json(), (source) => {
        expect(JSON.parse(prettyJson(source))).toEqual(JSON.parse(source));
      }),
    );
  });
});
