import { expect, test } from 'vitest';
import { EventCutter, isEventDocument } from './cut-events.ts';

interface Cut {
  records: [record: number, offset: number, line: number, text: string, raw: string][];
  rejects: [record: number, offset: number, line: number, reason: string, excerpt: string, length: number][];
  remark: string | null;
}

function cut(text: string | Buffer, chunk = 7, maximumRecordBytes = 1_000_000): Cut {
  const data = Buffer.from(text as string);
  const result: Cut = { records: [], rejects: [], remark: null };
  const cutter = new EventCutter(
    { maximumRecordBytes },
    {
      record: ({ record, offset, line }, bytes, start, end, raw) => {
        const { line: event } = JSON.parse(bytes.toString('utf8', start, end)) as { line: string };
        result.records.push([record, offset, line, event, String(raw)]);
      },
      reject: ({ record, offset, line }, reason, bytes, length) =>
        void result.rejects.push([record, offset, line, reason, bytes.toString('utf8'), length]),
    },
  );
  for (let at = 0; at < data.length; at += chunk) cutter.push(data.subarray(at, at + chunk));
  result.remark = cutter.end();
  return result;
}

const event = (n: number, inside = ''): string =>
  `<Event xmlns='http://schemas.example.com/event'><System><EventID>${n}</EventID></System>${inside}</Event>`;
const texts = (result: Cut): string[] => result.records.map((record) => record[3]);

test('a document on one line and one over many lines give the same events, at any chunk size', () => {
  const events = [event(1), event(2, '<EventData>é</EventData>'), event(3)];
  const documents = [
    `\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes"?><Events>${events.join('')}</Events>`,
    `<?xml version="1.0"?>\r\n<!-- saved -->\r\n<Events a="b">\r\n  ${events.join('\r\n  ')}\r\n</Events>\r\n`,
    events.join(''),
  ];
  for (const text of documents) {
    for (let chunk = 1; chunk < Buffer.byteLength(text); chunk++) {
      const result = cut(text, chunk);
      expect(texts(result), `${chunk}`).toEqual(events);
      expect([result.rejects, result.remark]).toEqual([[], null]);
    }
    const places = cut(text).records.map(([record, offset, line]) => [record, offset, line]);
    expect(places).toEqual(
      events.map((one, index) => {
        const before = Buffer.from(text.slice(0, text.indexOf(one)));
        return [index + 1, before.length, before.toString().split('\n').length];
      }),
    );
  }
});

test('markup inside of CDATA, comments and attributes neither ends an event nor becomes a tag of it', () => {
  const odd = [
    `<Data Name='a>b'>1</Data>`,
    `<Data Name='c'><![CDATA[</Event><Event><System> & "x" ]]></Data>`,
    `<!-- </Event> --><?x </Event> ?>`,
    `<Nested><Event>2</Event><Event a='/'/><EventXML></EventXML></Nested>`,
  ].join('');
  const text = `<Events>${event(1, odd)}${event(2)}</Events>`;
  for (let chunk = 1; chunk < 60; chunk++) {
    const result = cut(text, chunk);
    expect(texts(result)).toEqual([
      event(
        1,
        [
          `<Data Name='a&gt;b'>1</Data>`,
          `<Data Name='c'>&lt;/Event&gt;&lt;Event&gt;&lt;System&gt; &amp; "x" </Data>`,
          `<Nested><Event>2</Event><Event a='/'/><EventXML></EventXML></Nested>`,
        ].join(''),
      ),
      event(2),
    ]);
    expect(result.records[0]?.[4]).toBe(event(1, odd));
    expect(result.rejects).toEqual([]);
  }
});

const whole = event(9);
test.each([
  ['without its end', event(1).replace('</Event>', ''), 'event without its end'],
  ['with an open attribute', event(1).replace(`event'>`, 'event>'), 'broken markup in an event'],
  ['with an open tag', event(1).replace('</EventID>', '</EventID'), 'broken markup in an event'],
  ['that is other text', 'Level,Date\n<b>x</b>', 'no event'],
])('an event %s is a reject with its place, and the next ones are read', (_, bad, reason) => {
  for (const chunk of [1, 3, 10_000]) {
    const result = cut(`<Events>\n${whole}${bad}${whole}</Events>`, chunk);
    expect(texts(result), `${chunk}`).toEqual([whole, whole]);
    const offset = 9 + whole.length;
    expect(result.rejects).toEqual([[2, offset, 2, reason, bad, Buffer.byteLength(bad)]]);
    expect(result.records[1]?.slice(0, 2)).toEqual([3, offset + bad.length]);
  }
});

test.each([`${whole.slice(0, -4)}`, `<Event><System><![CDATA[${whole}`, `<Event><System><!-- ${whole}`])(
  'a file that ends inside an event says so: %s',
  (bad) => {
    const result = cut(`<Events>${whole}${bad}`);
    expect(result.records[0]?.[3]).toBe(whole);
    expect(result.rejects.map(([, , , reason]) => reason)).toContain(
      'cut off: the data ends inside an event',
    );
    const kept = [...result.records.map((one) => one[4]), ...result.rejects.map((one) => one[4])].join('');
    expect(kept.length).toBe(whole.length + bad.length);
  },
);

test('an event that is too long, or not UTF-8, is a reject, and the next ones are read', () => {
  const long = event(1, 'x'.repeat(3_000));
  const result = cut(`<Events>${whole}${long}${whole}</Events>`, 100, 1_000);
  expect(texts(result)).toEqual([whole, whole]);
  expect(result.rejects.map(([record, , , reason, , length]) => [record, reason, length])).toEqual([
    [2, 'event of more than 1000 bytes, the limit', long.length],
  ]);
  const bytes = Buffer.concat([
    Buffer.from(event(1).slice(0, -8)),
    Buffer.from([0xff]),
    Buffer.from('</Event>'),
  ]);
  expect(cut(Buffer.concat([bytes, Buffer.from(whole)])).rejects.map((one) => one[3])).toEqual([
    'not valid UTF-8',
  ]);
});

test('many events with an open section are followed in time that grows with the file, in bounded memory', () => {
  const bad = '<Event><System><![CDATA['.repeat(40_000);
  const result = cut(bad + whole, 64 * 1024, 100_000);
  expect(result.rejects).toHaveLength(40_000);
  expect(texts(result)).toEqual([whole]);
});

test.each([
  [`<Events><Event>`, true],
  [`\ufeff<?xml version="1.0"?>\n<Events>\n`, true],
  [`<Event a='b'>\n<System>`, true],
  [whole + whole, true],
  [`${whole}\n${whole}\n`, false],
  [`<13>May  1 10:00:00 x ${whole}\n`, false],
  ['<html><Event></Event></html>', false],
])('%j is a document of events: %s', (text, is) => {
  expect(isEventDocument(Buffer.from(text))).toBe(is);
});
