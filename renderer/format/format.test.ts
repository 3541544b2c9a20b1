import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisTime, axisZone, ticksOf } from './axis.ts';
import { bytes, count, duration, percent, points } from './number.ts';
import { prettyJson } from './pretty-json.ts';
import { commonFolder, shorten } from './shorten.ts';
import { isoOf, millis, time, typedTime } from './time.ts';
import { zoned } from './zone.ts';

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

describe('axes', () => {
  const at = (iso: string) => Date.parse(iso);
  const [HOUR, DAY] = [3_600_000, 86_400_000];
  test('a time is as exact as its step, on the clock of the zone', () => {
    const ms = at('2024-05-01T20:00:05Z');
    expect([DAY, HOUR, 5000].map((step) => axisTime(ms, step, 'UTC'))).toEqual([
      '2024-05-01',
      '05-01 20:00',
      '20:00:05',
    ]);
    expect([DAY, HOUR, 5000].map((step) => axisTime(ms, step, 'Asia/Tokyo'))).toEqual([
      '2024-05-02',
      '05-02 05:00',
      '05:00:05',
    ]);
  });
  test('ticks are round there, also where it is no whole hour away', () => {
    const axis = { start: at('2024-05-01T00:00:00Z'), end: at('2024-05-04T00:00:00Z') };
    expect(ticksOf(axis, 'UTC').map(({ label }) => label)).toEqual([
      '2024-05-01',
      '2024-05-02',
      '2024-05-03',
    ]);
    expect(ticksOf(axis, 'Asia/Kathmandu')).toEqual(
      ['2024-05-02', '2024-05-03', '2024-05-04'].map((label) => ({
        label,
        ms: at(`${label}T00:00:00+05:45`),
      })),
    );
    expect(axisZone(axis, 'UTC')).toBe('UTC');
    expect(axisZone(axis, 'Asia/Kathmandu')).toBe('UTC+05:45');
  });
  test('where the clock is put forward, days stay days, and both offsets are named', () => {
    const axis = { start: at('2024-03-30T00:00:00+01:00'), end: at('2024-04-02T00:00:00+02:00') };
    expect(ticksOf(axis, 'Europe/Berlin').map(({ ms }) => new Date(ms).toISOString().slice(0, 16))).toEqual([
      '2024-03-29T23:00',
      '2024-03-30T23:00',
      '2024-03-31T22:00',
    ]);
    expect(axisZone(axis, 'Europe/Berlin')).toBe('UTC+01:00/+02:00');
  });
  test('a label is what the clock of the zone shows at its place', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    );
    const starts = fc.integer({ min: at('2000-01-01'), max: at('2037-01-01') });
    const lengths = fc.integer({ min: 20_000, max: 400 * DAY });
    fc.assert(
      fc.property(zones, starts, lengths, (zone, start, length) => {
        const axis = { start, end: start + length };
        const ticks = ticksOf(axis, zone);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const [n, { ms, label }] of ticks.entries()) {
          expect(ms >= axis.start && ms < axis.end && ms > (ticks[n - 1]?.ms ?? 0)).toBe(true);
          expect(zoned(isoOf(ms), zone)?.wall).toContain(label);
        }
      }),
    );
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
