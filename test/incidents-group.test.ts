import { expect, test } from 'vitest';
import { groupItems, keyOf, type Item, type Name } from '../electron/engine/incidents/group.ts';
import { weigh, type Weighed } from '../electron/engine/incidents/score.ts';
import { contextParts, ownParts, scoreOf } from '../electron/engine/hunts/score.ts';
import { randomOf } from './support/random-logs.ts';

const HOUR = 3_600_000_000;
const user = (value: string): Name => ({ kind: 'user', value });
const key = (value: string): Name => ({ kind: 'access_key', value });
const address = (value: string): Name => ({ kind: 'address', value });
const item = (entity: Name, ties: Name[], start: number | null, end = start): Item => ({
  entity,
  ties,
  start: start === null ? null : start * HOUR,
  end: end === null ? null : end * HOUR,
});
const grouped = (items: Item[], hours = 24) =>
  groupItems(items, hours * HOUR)
    .map((group) => [...group].sort((a, b) => a - b))
    .sort((a, b) => (a[0] as number) - (b[0] as number));

test('H-X4 findings of one entity are one incident as long as no pause is longer than the gap, both ends included', () => {
  const ada = [user('ada')];
  const at = (start: number, end = start) => item(user('ada'), ada, start, end);
  expect(grouped([at(0, 2), at(26), at(50)])).toEqual([[0, 1, 2]]);
  expect(grouped([at(0, 2), at(26.001), at(50)])).toEqual([[0], [1, 2]]);
  // One that lasts bridges those within it, in whatever order they come.
  expect(grouped([at(60), at(0), at(0, 40)])).toEqual([[0, 1, 2]]);
  expect(grouped([at(0), at(1)], 0)).toEqual([[0], [1]]);
  expect(grouped([at(0, 1), at(1)], 0)).toEqual([[0, 1]]);
});

test('H-X4 a person, a key and a session on the same records are one incident; people are compared in lower case', () => {
  const session: Name = { kind: 'session', value: 's1' };
  expect(
    grouped([
      item(user('Ada@example.com'), [user('ada@example.com')], 0),
      item(key('ASIA1'), [key('ASIA1'), user('ADA@example.com')], 3),
      item(session, [session, key('ASIA1')], 5),
      item(user('bob@example.com'), [user('bob@example.com')], 3),
    ]),
  ).toEqual([[0, 1, 2], [3]]);
});

test('H-X4 a shared address ties nobody: it is an incident of its own where the records name too many', () => {
  const office = address('203.0.113.7');
  expect(
    grouped([
      item(office, [user('ada')], 0),
      item(office, [user('bob')], 0),
      item(office, [], 0),
      item(office, [], 1),
      item(user('ada'), [user('ada')], 0),
    ]),
  ).toEqual([[0, 4], [1], [2, 3]]);
});

test('H-X4 what would tie more than five people is taken apart into each of them', () => {
  const chain = (people: number) =>
    Array.from({ length: people - 1 }, (_, at) =>
      item(key(`k${at}`), [key(`k${at}`), user(`u${at}`), user(`u${at + 1}`)], 0),
    );
  const own = (people: number) =>
    Array.from({ length: people }, (_, at) => item(user(`u${at}`), [user(`u${at}`)], 1));
  expect(grouped([...chain(5), ...own(5)])).toHaveLength(1);
  const apart = grouped([...chain(6), ...own(6)]);
  expect(apart).toHaveLength(11);
  expect(apart.every((group) => group.length === 1)).toBe(true);
});

test('without a time only what has none either belongs together', () => {
  const ada = [user('ada')];
  expect(
    grouped([item(user('ada'), ada, null), item(user('ada'), ada, 0), item(user('ada'), ada, null)]),
  ).toEqual([[0, 2], [1]]);
});

/** By the words of it: joined while any two share a name and lie within the gap. */
function slowGroups(items: readonly Item[], gap: number): number[][] {
  const names = (one: Item) => new Set((one.ties.length > 0 ? one.ties : [one.entity]).map(keyOf));
  const near = (a: Item, b: Item) => {
    if (a.start === null || b.start === null) return a.start === b.start;
    const [first, second] = a.start <= b.start ? [a, b] : [b, a];
    return (second.start as number) <= (first.end as number) + gap;
  };
  const tied = (a: Item, b: Item) => near(a, b) && [...names(a)].some((name) => names(b).has(name));
  const closure = (places: readonly number[], isTied: (a: Item, b: Item) => boolean) => {
    const groups = places.map((at) => [at]);
    for (let changed = true; changed;) {
      changed = false;
      for (let one = 0; one < groups.length; one++)
        for (let other = groups.length - 1; other > one; other--) {
          const [a, b] = [groups[one] as number[], groups[other] as number[]];
          if (!a.some((x) => b.some((y) => isTied(items[x] as Item, items[y] as Item)))) continue;
          groups[one] = [...a, ...b];
          groups.splice(other, 1);
          changed = true;
        }
    }
    return groups;
  };
  const persons = (one: Item) => one.ties.filter(({ kind }) => kind === 'user').map(keyOf);
  const anchor = (one: Item) => (persons(one).length === 1 ? persons(one)[0] : keyOf(one.entity));
  return closure(
    items.map((_, at) => at),
    tied,
  ).flatMap((group) =>
    new Set(group.flatMap((at) => persons(items[at] as Item))).size > 5
      ? closure(group, (a, b) => near(a, b) && anchor(a) === anchor(b))
      : [group],
  );
}

const inOrder = (groups: readonly (readonly number[])[]) =>
  groups.map((group) => [...group].sort((a, b) => a - b).join()).sort();

test('H-X4 a slow and obvious grouping agrees on 1,000 random sets of findings, in whatever order they come', () => {
  const random = randomOf(20240517);
  for (let round = 0; round < 1000; round++) {
    const people = 2 + random(11);
    const items = Array.from({ length: 1 + random(25) }, (): Item => {
      const who = user(`u${1 + random(people)}`);
      const start = random(20) === 0 ? null : random(201);
      const ties = [who, key(`k${1 + random(12)}`)].filter(() => random(4) > 0);
      if (random(10) === 0) ties.push(user(`u${1 + random(people)}`));
      const distinct = [...new Map(ties.map((one) => [keyOf(one), one])).values()];
      const entity = random(2) === 0 ? who : address(`a${1 + random(3)}`);
      return item(entity, distinct, start, start === null ? null : start + random(31));
    });
    const gap = random(49) * HOUR;
    const expected = inOrder(slowGroups(items, gap));
    expect(inOrder(groupItems(items, gap))).toEqual(expected);
    const places = items.map((_, at) => at).reverse();
    const turned = groupItems(items.toReversed(), gap).map((group) =>
      group.map((at) => places[at] as number),
    );
    expect(inOrder(turned)).toEqual(expected);
  }
});

const finding = (definition: string, score: number): Weighed => ({
  kind: 'finding',
  definition,
  title: definition,
  score,
  verdict: null,
});
const verdict = (name: Weighed['verdict'], score: number): Weighed => ({
  ...finding('tree', score),
  kind: 'verdict',
  verdict: name,
});

test('H-X3 an incident’s score is the sum of its parts, grows with every hunt that agrees, with the later ones less, and stays under 100', () => {
  const hunts = Array.from({ length: 12 }, (_, at) => finding(`hunt ${at}`, 100));
  const scores = hunts.map((_, at) => weigh(hunts.slice(0, at + 1)).score);
  expect(scores.slice(0, 4)).toEqual([70, 81, 85, 88]);
  expect(scores.every((score, at) => at === 0 || score >= (scores[at - 1] as number))).toBe(true);
  expect(scores.every((score) => score < 100)).toBe(true);
  const steps = scores.map((score, at) => score - (scores[at - 1] ?? 0));
  expect(steps.every((step, at) => at === 0 || step <= (steps[at - 1] as number))).toBe(true);
  const { score, parts, points } = weigh([finding('a', 90), finding('b', 60), finding('c', 5)]);
  expect(points).toEqual([63, 8, 0]);
  expect(score).toBe(71);
  expect(parts).toEqual([
    { label: 'finding: a, score 90, of which 70 % count', points: 63 },
    { label: 'finding: b, score 60, of which 35 % count', points: 8 },
  ]);
});

test('H-X3 forty hits of one hunt are one witness', () => {
  const forty = Array.from({ length: 40 }, () => finding('rare', 80));
  expect(weigh(forty).score).toBe(weigh(forty.slice(0, 1)).score);
  expect(weigh(forty).points.filter((points) => points > 0)).toHaveLength(1);
});

test('H-X3 a benign verdict takes points away, down to 0, unless another tree says otherwise', () => {
  const alone = weigh([finding('a', 90)]).score;
  expect(weigh([finding('a', 90), verdict('benign', 5)]).score).toBe(alone - 20);
  expect(weigh([finding('a', 90), verdict('likely benign', 20)]).score).toBe(alone - 10);
  expect(weigh([finding('a', 10), verdict('benign', 0)]).score).toBe(0);
  const disputed = weigh([finding('a', 90), verdict('inconclusive', 40), verdict('benign', 0)]);
  expect(disputed.parts.every(({ points }) => points > 0)).toBe(true);
});

test('H-X3 a finding’s score names severity, its kind’s parts, agreeing hypotheses and privilege, within 0 and 100', () => {
  const own = ownParts('high', [{ label: 'only from known networks', points: -20 }]);
  expect(own.map(({ points }) => points)).toEqual([55, -20]);
  expect(contextParts({ hypotheses: 1, hunts: 5 }, undefined)).toEqual([]);
  expect(contextParts({ hypotheses: 4, hunts: 1 }, undefined)).toEqual([]);
  expect(contextParts({ hypotheses: 2, hunts: 2 }, undefined)[0]?.points).toBe(2);
  expect(contextParts({ hypotheses: 4, hunts: 4 }, undefined)[0]?.points).toBe(6);
  expect(contextParts({ hypotheses: 7, hunts: 9 }, { label: 'privileged: root', points: 5 })).toEqual([
    { label: '7 hypotheses supported by 9 hunts of one incident', points: 6 },
    { label: 'privileged: root', points: 5 },
  ]);
  expect(scoreOf(ownParts('informational', [{ label: 'x', points: -20 }]))).toBe(0);
  expect(scoreOf(ownParts('critical', [{ label: 'x', points: 45 }]))).toBe(100);
});
