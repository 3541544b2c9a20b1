import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordCutter } from './cut-records.ts';
import { JsonSplitter, SPLIT_DEFAULTS, type SplitOptions } from './split-json.ts';

interface Cut {
  records: [number, number, number, string][];
  rejects: [number, number, number, string, string][];
  remark: string | null;
}

const options = (layout: 'lines' | 'document', containers: string[] = []): SplitOptions => ({
  ...SPLIT_DEFAULTS,
  layout,
  containers,
});

function cut(kind: 'exact' | 'quick' | 'plain', data: Buffer, chosen: SplitOptions, chunk = 7): Cut {
  const result: Cut = { records: [], rejects: [], remark: null };
  const sink = {
    record: (
      place: { record: number; offset: number; line: number },
      bytes: Buffer,
      start: number,
      end: number,
    ) =>
      void result.records.push([place.record, place.offset, place.line, bytes.toString('utf8', start, end)]),
    reject: (place: { record: number; offset: number; line: number }, reason: string, bytes: Buffer) =>
      void result.rejects.push([place.record, place.offset, place.line, reason, bytes.toString('utf8')]),
  };
  const cutter =
    kind === 'plain' ? new JsonSplitter(chosen, sink) : new RecordCutter(chosen, sink, kind === 'exact');
  for (let at = 0; at < data.length; at += chunk) cutter.push(data.subarray(at, at + chunk));
  result.remark = cutter.end();
  return result;
}

const texts = (result: Cut) => result.records.map((record) => record[3]);

test('cuts an envelope, whatever stands around its list, at any chunk size', () => {
  const text =
    '{"a":[1,{"x":"]}"}],"Records" : [ {"k":"\\"}{"} ,\n{"k":{"Records":[{"n":1}]}}],"tail":{"Records":[]}}';
  for (let chunk = 1; chunk < text.length; chunk++) {
    const result = cut('plain', Buffer.from(text), options('document', ['Records']), chunk);
    expect(texts(result)).toEqual(['{"k":"\\"}{"}', '{"k":{"Records":[{"n":1}]}}']);
    expect(result.records[1]?.slice(0, 3)).toEqual([2, text.indexOf('{"k":{'), 2]);
    expect(result.rejects).toEqual([]);
    expect(result.remark).toBeNull();
  }
});

test('cuts every list of an envelope and names those that are to be, quickly too, at any chunk size', () => {
  const text =
    '{"t":"[x","m" : [{"n":1},{"n":2}],"other":[{"n":0}],"e":[], "d":[{}, {"n":3}],"p":{"m":[1]},"tail":["m"]}';
  const expected = ['{"@list":"m","n":1}', '{"@list":"m","n":2}', '{}', '{"n":3}'];
  const chosen = { ...options('document', ['d', 'e', 'm']), namedContainers: ['m'] };
  for (const kind of ['plain', 'quick'] as const) {
    for (let chunk = 1; chunk <= text.length; chunk++) {
      const result = cut(kind, Buffer.from(text), chosen, chunk);
      expect(texts(result), `${kind} ${chunk}`).toEqual(expected);
      expect(result.records.at(-1)?.slice(0, 2)).toEqual([4, text.indexOf('{"n":3}')]);
      expect([result.rejects, result.remark]).toEqual([[], null]);
    }
  }
  const lines = cut('plain', Buffer.from(`${text}\n{"n":4}\n`), { ...chosen, layout: 'lines' });
  expect(texts(lines)).toEqual([...expected, '{"n":4}']);
  const empty = cut('plain', Buffer.from('{"m":[{ }]}'), chosen);
  expect(texts(empty)).toEqual(['{"@list":"m" }']);
});

test('what stands before a list in its envelope goes with its records, quickly too, at any chunk size', () => {
  const envelope = (group: string, ...ns: number[]) =>
    `{"owner":"1","group":"${group}","deep":[{"group":"x"}], "m" : [${ns.map((n) => `{"n":${n}}`).join(',')}],"late":1}`;
  const text = `${envelope('a \\"b\\"', 1, 2)}\n${envelope('c', 3)}{"m":[{"n":4}]}`;
  const chosen = { ...options('document', ['m']), headFields: { m: ['group', 'late'] } };
  const expected = [
    '{"@head":{"group":"a \\"b\\""},"n":1}',
    '{"@head":{"group":"a \\"b\\""},"n":2}',
    '{"@head":{"group":"c"},"n":3}',
    '{"n":4}',
  ];
  for (const kind of ['plain', 'quick'] as const) {
    for (let chunk = 1; chunk <= text.length; chunk++) {
      const result = cut(kind, Buffer.from(text), chosen, chunk);
      expect(texts(result), `${kind} ${chunk}`).toEqual(expected);
      expect([result.rejects, result.remark]).toEqual([[], null]);
    }
  }
});

test('a head that is too long or no JSON is left out, and takes no record with it', () => {
  const chosen = { ...options('document', ['m']), headFields: { m: ['group'] } };
  for (const head of [`"group":"a","long":"${'x'.repeat(5000)}",`, '"group":tru,', '"group":"a" "b",', '']) {
    const result = cut('plain', Buffer.from(`{${head}"m":[{"n":1}]}`), chosen);
    expect(texts(result)).toEqual(['{"n":1}']);
    expect([result.rejects, result.remark]).toEqual([[], null]);
  }
});

test('cuts arrays, single objects, concatenated objects and a byte order mark', () => {
  for (const [text, expected] of [
    ['[{"a":1},{"a":2}]', ['{"a":1}', '{"a":2}']],
    ['\ufeff{"a":1}', ['{"a":1}']],
    ['{"a":1}{"a":2}\n\n {"a":3}', ['{"a":1}', '{"a":2}', '{"a":3}']],
    ['{\n  "a": [\n 1 ]\n}', ['{\n  "a": [\n 1 ]\n}']],
    ['', []],
    ['[]', []],
  ] as const) {
    for (const chunk of [1, 2, 1000]) {
      const result = cut('plain', Buffer.from(text), options('document', ['Records']), chunk);
      expect(texts(result)).toEqual(expected);
      expect(result.rejects).toEqual([]);
    }
  }
});

test('a broken line costs that line alone', () => {
  const text = '{"a":1}\n{"a":"tru\n{"a":3}\r\nnot json\n\n{"a":[1}\n{"a":6}{"a":7}\n{"a":8';
  for (const chunk of [1, 3, 1000]) {
    const result = cut('plain', Buffer.from(text), options('lines'), chunk);
    expect(texts(result)).toEqual(['{"a":1}', '{"a":3}', '{"a":6}', '{"a":7}']);
    expect(result.rejects.map((reject) => [reject[0], reject[2], reject[4]])).toEqual([
      [2, 2, '{"a":"tru'],
      [4, 4, 'not json'],
      [5, 6, '{"a":[1}'],
      [8, 8, '{"a":8'],
    ]);
    expect(result.remark).toMatch(/cut short/);
  }
});

test('a text that is cut off after a backslash does not take the next line in, at any chunk size', () => {
  const data = Buffer.from('{"a":"b\\\\"}\n{"a":"c\\\n{"a":"d\\""}\n');
  for (let chunk = 1; chunk <= data.length; chunk++) {
    const result = cut('exact', data, options('lines'), chunk);
    expect(texts(result)).toEqual(['{"a":"b\\\\"}', '{"a":"d\\""}']);
  }
});

test('after a broken element cutting goes on where the next one begins like the first', () => {
  const text = '{"Records":[{"v":"1","n":1},{"v":"1","n":"cu{"v":"1","n":3},{"v":"1","n":4}]}';
  for (const chunk of [1, 5, 1000]) {
    const result = cut('plain', Buffer.from(text), options('document', ['Records']), chunk);
    expect(texts(result)).toContain('{"v":"1","n":4}');
    expect(result.rejects.length).toBeGreaterThan(0);
  }
});

test('a broken element takes no other with it: cut inside, first of all, or before one that begins differently', () => {
  const cases = {
    'open brackets that the next ones would fill': ['{"v":1}', '{"v":2,"l":[{"x":', '{"v":3}', '{"v":4}'],
    'a text that the next one would end': ['{"v":1,"user":"a"}', '{"v":2,"user":"b}', '{"v":3}', '{"v":4}'],
    'a list inside that begins like a record': [
      '{"v":1}',
      '{"v":2,"l":[{"v":0},{"v":0}],"x":oops}',
      '{"v":4}',
    ],
    'the first': ['{"v":1,"l":[', '{"v":2}', '{"v":3}'],
    'two kinds of records': ['{"v":1}', '{"w":1}', '{"v":"', '{"w":2}', '{"v":4}'],
  };
  for (const [name, elements] of Object.entries(cases)) {
    const good = elements.filter(isObject);
    for (const separator of [',', ',\n'])
      for (const chunk of [1, 5, 1000]) {
        const data = Buffer.from(`{"Records":[${elements.join(separator)}]`);
        const found = texts(cut('plain', data, options('document', ['Records']), chunk));
        expect(found, `${name} ${chunk}`).toEqual(expect.arrayContaining(good));
      }
  }
});

test('an indented record that runs on into the next is broken, though all its brackets fit', () => {
  const whole = '{\n    "v": 1,\n    "l": [\n      {\n        "v": 0\n      }\n    ]\n  }';
  const open = '{\n    "v": 2,\n    "l": [';
  const text = `{\n"Records": [\n  ${[whole, open, whole, whole].join(',\n  ')}\n]\n}\n}`;
  for (const chunk of [1, 7, 1000]) {
    const result = cut('plain', Buffer.from(text), options('document', ['Records']), chunk);
    expect(texts(result)).toEqual([whole, whole, whole]);
    expect(result.rejects[0]?.slice(0, 3)).toEqual([2, text.indexOf(open), 11]);
  }
});

test('what is made to be looked at again and again is passed over as one reject', () => {
  const data = Buffer.from(`[${'{"v":[{"v":'.repeat(200_000)}`);
  const lengths: number[] = [];
  const splitter = new JsonSplitter(options('document'), {
    record: () => undefined,
    reject: (_place, _reason, _bytes, length) => void lengths.push(length),
  });
  splitter.push(data);
  splitter.end();
  expect(lengths.reduce((sum, length) => sum + length)).toBe(data.length - 1);
  expect(lengths.length).toBeLessThan(20);
});

test('a data end inside a list is remarked on and costs only the record that was cut', () => {
  const inside = cut('plain', Buffer.from('{"Records":[{"a":1},{"a":2'), options('document', ['Records']));
  expect([texts(inside), inside.rejects.length]).toEqual([['{"a":1}'], 1]);
  const between = cut('plain', Buffer.from('{"Records":[{"a":1},'), options('document', ['Records']));
  expect([texts(between), between.rejects.length]).toEqual([['{"a":1}'], 0]);
  expect(between.remark).toMatch(/before its list/);
});

test('nesting and length have limits, the rest is cut', () => {
  const deep = `{"d":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  const long = `{"d":"${'x'.repeat(70_000)}"}`;
  const small = { ...options('lines'), maximumRecordBytes: 50_000 };
  for (const [kind, chosen] of [
    ['plain', small],
    ['quick', { ...options('lines'), maximumRecordBytes: 500_000 }],
  ] as const) {
    const result = cut(kind, Buffer.from(`{"a":1}\n${deep}\n${long}\n{"a":2}\n`), chosen, 4096);
    expect(texts(result).filter((text) => text.length < 10)).toEqual(['{"a":1}', '{"a":2}']);
    expect(result.rejects[0]?.[3]).toMatch(
      kind === 'plain' ? /longer than the limit/ : /nested deeper than 5000/,
    );
  }
});

test('quick cutting equals exact cutting on regular data with breaks', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constant('}{'),
    fc.constant('},{"k":'),
    fc.constant([{ k: 1 }, { k: 2 }]),
  );
  const element = fc
    .record({ k: value, v: value }, { requiredKeys: ['k'] })
    .map((item) => JSON.stringify(item));
  const line = fc.oneof(
    { weight: 9, arbitrary: element },
    { weight: 1, arbitrary: fc.constantFrom('{"k":"x', 'junk', '', '{"k":1}{"k":2}', '[{"k":1}]') },
  );
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 3, maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      (lines, repeat) => {
        const body = Array(Math.ceil(300_000 / (lines.join('').length + lines.length)) * Math.min(repeat, 1))
          .fill(lines.join('\n'))
          .join('\n');
        const data = Buffer.from(body);
        expect(cut('quick', data, options('lines'), 100_003)).toEqual(
          cut('exact', data, options('lines'), 77_777),
        );
      },
    ),
    { numRuns: 20, seed: 7 },
  );
  fc.assert(
    fc.property(
      fc.array(element, { minLength: 3, maxLength: 30 }),
      fc.constantFrom(',', ',\n', ' , '),
      (items, separator) => {
        const once = items.join(separator);
        const body = Array(Math.ceil(300_000 / once.length))
          .fill(once)
          .join(separator);
        const data = Buffer.from(`{"Records":[${body}]}`);
        const quick = cut('quick', data, options('document', ['Records']), 100_003);
        const broken = quick.records.some((record) => !isObject(record[3]));
        if (!broken) expect(quick).toEqual(cut('exact', data, options('document', ['Records']), 77_777));
      },
    ),
    { numRuns: 20, seed: 8 },
  );
});

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const nested = (n: number) =>
  `{"id":"${n}","time":"2024-05-01T10:00:00Z","actor":{"id":"a${n}","names":[{"id":"x","n":1},{"id":"y","n":2}]},"list":[[1,{"id":"z"}],[2]],"last":${n}}`;

test.each([
  ['{"value":[', ']}', 1],
  ['{"value":[', ']}', 0],
  ['{"value": [ ', ' ] , "count": 4 }\n', 1],
  ['[', ']', 2],
  ['[', ']', 0],
])('a record cut anywhere in a list of one line is lost alone: %s…%s, record %i', (before, after, broken) => {
  const records = [0, 1, 2, 3].map(nested);
  const whole = records[broken] as string;
  for (let at = 1; at < whole.length; at++) {
    const data =
      before + records.map((text, n) => (n === broken ? text.slice(0, at) : text)).join(',') + after;
    for (const kind of ['plain', 'exact', 'quick'] as const) {
      const result = cut(kind, Buffer.from(data), options('document', ['value']), 50);
      const others = records.filter((_text, n) => n !== broken);
      const left = texts(result).filter((text) => isSound(text));
      for (const other of others) expect(left, `${kind} cut at ${at}: ${data}`).toContain(other);
      expect(
        uncovered(data, result, before.length, data.length - after.length),
        `${kind} cut at ${at}: ${data}`,
      ).toMatch(/^[\s,[\]]*$/);
    }
  }
});

/** The bytes between two places that belong to no record and no reject; throws where one belongs to two. */
function uncovered(data: string, { records, rejects }: Cut, from: number, to: number): string {
  const left = [...data];
  for (const piece of [...records, ...rejects])
    for (let at = piece[1]; at < piece[1] + (piece.at(-1) as string).length; at++) {
      if (left[at] === '') throw new Error(`byte ${at} belongs to two`);
      left[at] = '';
    }
  return left.slice(from, to).join('');
}

function isSound(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a list that ends too early keeps its last record whole, whatever is nested in it', () => {
  const data = `{"value":[${[0, 1, 2].map(nested).join(',')}`;
  for (const chunk of [7, 1000]) {
    const result = cut('plain', Buffer.from(data), options('document', ['value']), chunk);
    expect(texts(result)).toEqual([0, 1, 2].map(nested));
    expect(result.remark).toMatch(/ends before its list of records is closed/);
  }
  const one = cut('plain', Buffer.from(`{"value":[${nested(0)}`), options('document', ['value']));
  expect(texts(one)).toEqual([nested(0)]);
});

test('a list in each element of a list, and rows that are lists of fields, at any chunk size', () => {
  const pages =
    '{"meta":{"n":[1]},"data":[{"c":[{"n":1},{"n":2}],"x":[0]},{"c":[]}, {"c":[{"n":3}]}],"d":[{"n":4}],"fail":[]}';
  const rows = '{"s":"x","rows":[[{"a":1},{"b":[2]}],[{"a":"]"}],[7],[]]}';
  const chosen = {
    ...options('document', ['data', 'c', 'd', 'rows']),
    nestedContainers: { data: ['c'] },
    rowContainers: ['rows'],
  };
  for (let chunk = 1; chunk <= pages.length; chunk++)
    for (const kind of ['plain', 'quick'] as const) {
      const result = cut(kind, Buffer.from(pages), chosen, chunk);
      expect(texts(result), `${kind} ${chunk}`).toEqual(['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']);
      expect([result.rejects, result.remark]).toEqual([[], null]);
      const table = cut(kind, Buffer.from(rows), chosen, chunk);
      expect(texts(table)).toEqual(['{"a":1,"b":[2]}', '{"a":"]"}', '{}']);
      expect(table.rejects.map((one) => one[4])).toEqual(['[7]']);
      expect(table.remark).toBeNull();
    }
  const list = cut('plain', Buffer.from('[{"c":[{"n":1}]},{"c":[{"n":2}],"y":1}]'), chosen);
  expect(texts(list)).toEqual(['{"n":1}', '{"n":2}']);
  expect([list.rejects, list.remark]).toEqual([[], null]);
});
