import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../renderer/style/tokens.css'), 'utf8');

type Colours = Record<string, string>;

const coloursOf = (part: string): Colours =>
  Object.fromEntries(
    [...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]),
  );

const [lightCss = '', darkCss = ''] = css.split(":root[data-theme='dark']");
const light = coloursOf(lightCss);
const THEMES = { light, dark: { ...light, ...coloursOf(darkCss) } };

const channel = (hex: string, at: number): number => {
  const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const brightness = (hex: string): number =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);

/** As WCAG 2.1 counts it. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [brightness(a), brightness(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['bg', 'panel', 'panel-low', 'hover', 'accent-soft'];
const PAIRS = [
  ...['ink', 'ink-2', 'ink-3', 'accent'].flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
  ...[0, 1, 2, 3, 4].flatMap((n) =>
    [`risk-${n}-soft`, 'panel', 'hover', 'accent-soft'].map((ground) => [`risk-${n}`, ground] as const),
  ),
  ...['fine', 'open'].flatMap((name) =>
    [`${name}-soft`, 'panel', 'hover', 'accent-soft'].map((ground) => [name, ground] as const),
  ),
  ['ink', 'open-soft'] as const,
  ['accent-ink', 'accent'] as const,
];

test.each(Object.entries(THEMES))(
  'every text can be read on every ground it stands on: %s',
  (_name, colours) => {
    const poor = PAIRS.map(([ink, ground]) => ({
      pair: `${ink} on ${ground}`,
      ratio: contrast(colours[ink] ?? '', colours[ground] ?? ''),
    })).filter(({ ratio }) => !(ratio >= 4.5));
    expect(poor).toEqual([]);
  },
);

test('dark names every colour that light names, but for the sizes and type they share', () => {
  expect(Object.keys(coloursOf(darkCss)).sort()).toEqual(Object.keys(light).sort());
});

test('S-P1 no screen uses a component of Blueprint whose rules the build leaves out', () => {
  const config = readFileSync(join(import.meta.dirname, '../electron.vite.config.ts'), 'utf8');
  const [, listed = ''] = /bp6-\(([^)]+)\)/.exec(config) ?? [];
  const named = (part: string) =>
    part.replaceAll(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  const unused = listed.split('|').map((part) => named(part.replaceAll('?', '')));
  expect(unused).toContain('TagInput');
  const sources = Object.values(
    import.meta.glob<string>('../renderer/**/*.tsx', { query: '?raw', import: 'default', eager: true }),
  ).join('\n');
  const used = [...sources.matchAll(/import \{([^}]+)\} from '@blueprintjs\/core'/g)].flatMap(
    ([, names = '']) => names.split(',').map((each) => each.replace('type ', '').trim()),
  );
  expect(used).toContain('Button');
  expect(used.filter((each) => unused.includes(each))).toEqual([]);
});
