import { expect, test } from 'vitest';
import { EVENT_COLUMNS } from '../shared/model.ts';
import { hunts } from '../electron/engine/hunts/index.ts';
import { english } from '../renderer/text.ts';
import { japanese } from '../renderer/text.ja.ts';

type Leaf = string | ((...figures: never[]) => string);

/** Every text of a catalogue under its path: `mute.by`, `help.groups.0.title`. */
function leaves(part: unknown, path = ''): [string, Leaf][] {
  if (typeof part === 'string' || typeof part === 'function') return [[path, part as Leaf]];
  return Object.entries(part as object).flatMap(([name, inner]) =>
    leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

const ENGLISH = new Map(leaves(english));
const JAPANESE = new Map(leaves(japanese));
const strings = [...ENGLISH].flatMap(([path, words]) =>
  typeof words === 'string' ? [[path, words] as const] : [],
);
type Words = (...figures: readonly unknown[]) => string;
const functions = [...ENGLISH].flatMap(([path, words]) =>
  typeof words === 'function' ? [[path, words as Words] as const] : [],
);

test('the Japanese catalogue has every text of the English one, and no other', () => {
  expect([...JAPANESE.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
  const kinds = (catalogue: Map<string, Leaf>) =>
    [...catalogue].map(([path, words]) => [path, typeof words]).sort();
  expect(kinds(JAPANESE)).toEqual(kinds(ENGLISH));
  expect([...JAPANESE].filter(([path, words]) => words === '' && ENGLISH.get(path) !== '')).toEqual([]);
});

/** Written alike in both: names, keys, formats, and the two languages by themselves. */
const ALIKE: readonly RegExp[] = [
  /^app\.name$/,
  /^(evidence|record)\.hash$/,
  /^data\.sha256$/,
  /^dataset\./,
  /^export\.table\./,
  /^questions\.(csv|json)$/,
  /^picture\.(svg|png)$/,
  /^settings\.languages\.(en|ja)$/,
  /^state\.absent$/,
  /^hunts\.sigma\.file$/,
  /^timeline\.typed\.placeholder$/,
  /^help\.groups\.\d+\.keys\.\d+\.0$/,
  /^networks\.kinds\.vpn$/,
  /^column\.url_original$/,
  /^entity\.holderKind\.elastic ip$/,
];
const isAlike = (path: string) => ALIKE.some((pattern) => pattern.test(path));

test('no Japanese text is the English one, but for names and formats', () => {
  const untranslated = strings.filter(([path, words]) => words !== '' && JAPANESE.get(path) === words);
  expect(untranslated.filter(([path]) => !isAlike(path))).toEqual([]);
  const letters = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
  const foreign = strings.filter(
    ([path, words]) =>
      words !== '' &&
      !isAlike(path) &&
      !/^(language|column\.os_name|fact\.systems|entity\.system|about\.system|profiles\.on)$/.test(path) &&
      !letters.test(String(JAPANESE.get(path))),
  );
  expect(foreign).toEqual([]);
  expect(strings.filter(([, words]) => letters.test(words)).map(([path]) => path)).toEqual([
    'settings.languages.ja',
  ]);
});

/** What both must show in whatever order: figures, fields, and what stands in quotes for a marked argument. */
const figuresOf = (words: string): string[] => (words.match(/\d+(?:,\d{3})*/g) ?? []).sort();

/** English says these by a word, or the zone of another place is the usual example. */
const OTHER_FIGURES = new Set(['start.sampleText', 'tour.again', 'help.groups.1.keys.6.1']);

test('every figure that an English sentence names is in the Japanese one', () => {
  const differ = strings.flatMap(([path, words]) => {
    const there = figuresOf(String(JAPANESE.get(path)));
    const lost = figuresOf(words).filter((figure) => !there.includes(figure));
    return lost.length > 0 && !OTHER_FIGURES.has(path) ? [[path, lost]] : [];
  });
  expect(differ).toEqual([]);
});

const MARK = 7_000_001;

/** Arguments of texts that take more than figures and words, each way that they are told apart. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  'evidence.copyOf': [
    [{ record: 7_001, first_name: '«name»', first_member: null, first_record: 8_002 }],
    [{ record: 7_001, first_name: '«name»', first_member: '«member»', first_record: 8_002 }],
  ],
  'evidence.placeOf': [
    [7_001, 8_002, 9_003],
    [null, null, 9_003],
    [7_001, null, null],
  ],
  'mapping.column': [
    ['«path»', undefined],
    ['«path»', '«example»'],
    ['«path»', 'x'.repeat(60)],
  ],
  'mapping.columns': [[7_001, 'csv']],
  'mapping.orElse': [[['«one»', '«two»']]],
  'mapping.reject': [[{ reason: '«reason»', records: 7_001, first_line: 8_002 }]],
  'mapping.sum': [
    [{ records: 7_001, events: 8_002, whole: true }],
    [{ records: 7_001, events: 8_002, whole: false }],
  ],
  'coverage.severalOffsets': [
    [
      [
        ['«+02:00»', 7_001],
        ['«-05:00»', 8_002],
      ],
    ],
  ],
  'coverage.usualText': [[30], [7_265]],
  'data.rangesHave': [[['«one»', '«two»']]],
  'incidents.members': [
    [{ findings: 7_001, verdicts: 8_002, hunts: 9_003 }],
    [{ findings: 7_001, verdicts: 0, hunts: 9_003 }],
    [{ findings: 0, verdicts: 8_002, hunts: 0 }],
  ],
  'marks.tagged': [[['«one»', '«two»']]],
  'networks.dialog.add': [[]],
  'person.decided': [
    ['split', '«name»', '«other»'],
    ['merge', '«name»', '«other»'],
  ],
  'about.saidBy': [
    ['«title»', '«date»', null],
    ['«title»', '«date»', '«name»'],
  ],
  'profiles.found': [
    [7_001, 8_002, true],
    [7_001, 8_002, false],
  ],
  'value.open': [['«kind»']],
};

/** Figures and words at once: English shows whatever it is given. */
function argumentsOf(path: string, words: Words): readonly (readonly unknown[])[] {
  const own = ARGUMENTS[path];
  if (own) return own;
  return [Array.from({ length: words.length }, (_, at) => MARK + at * 1_111_111)];
}

/** Marks of words, and figures without their commas. */
const shownIn = (words: string) => [
  ...[...(words.match(/«[^»]*»/g) ?? [])].sort(),
  ...figuresOf(words).map((figure) => figure.replaceAll(',', '')),
];

test('every figure and name that an English text is given is shown by the Japanese one', () => {
  const differ = functions.flatMap(([path, inEnglish]) => {
    const inJapanese = JAPANESE.get(path) as Words;
    return argumentsOf(path, inEnglish).flatMap((figures) => {
      const [wanted, given] = [shownIn(inEnglish(...figures)), shownIn(inJapanese(...figures))];
      const lost = wanted.filter((mark) => !given.includes(mark));
      return lost.length > 0 ? [[path, lost, inJapanese(...figures)]] : [];
    });
  });
  expect(differ).toEqual([]);
});

test('a figure of one has its own words in English and shows the figure in Japanese', () => {
  expect(english.findings.events(1)).toBe('1 record');
  expect(english.findings.events(1_234)).toBe('1,234 records');
  expect(japanese.findings.events(1)).toBe('レコード1件');
  expect(japanese.findings.events(1_234)).toBe('レコード1,234件');
  expect(japanese.coverage.usualText(7_265)).toBe('2時間1分');
});

test('every column of an event and every technique that a hunt names is told on hover', () => {
  const names = EVENT_COLUMNS.map(({ name }) => name);
  expect(names.filter((name) => !(name in english.columnMeaning) || !(name in english.column))).toEqual([]);
  const techniques = new Set(hunts.flatMap(({ attack }) => attack));
  expect([...techniques].filter((id) => !(id in english.attack))).toEqual([]);
});
