import { describe, expect, test } from 'vitest';
import { TREE, VERDICTS } from '../testing/fake-story.ts';
import { fakeOwn } from '../testing/fake-verdicts.ts';
import { isLit, type TreeLayout, type VerdictNode } from '../../shared/tree-layout.ts';
import { wayTaken, wholeTree } from './tree-layout.ts';

const malicious = VERDICTS[0]!;
const open = VERDICTS[1]!;

const overlapping = ({ nodes }: TreeLayout): string[] => {
  const size = (kind: string) =>
    ({ question: [224, 74], side: [200, 30], verdict: [126, 30] })[kind] ?? [0, 0];
  const found: string[] = [];
  nodes.forEach((a, at) => {
    for (const b of nodes.slice(at + 1)) {
      const [aw = 0, ah = 0] = size(a.kind);
      const [bw = 0, bh = 0] = size(b.kind);
      if (a.x < b.x + bw && b.x < a.x + aw && a.y < b.y + bh && b.y < a.y + ah)
        found.push(`${a.id} / ${b.id}`);
    }
  });
  return found;
};

const taken = ({ nodes }: TreeLayout) =>
  nodes.filter(
    (node): node is VerdictNode & { x: number; y: number } => node.kind === 'verdict' && node.taken,
  );

describe('H-A13 the tree as it is drawn', () => {
  test('the whole tree has every question once, every branch, and the taken end once', () => {
    for (const verdict of VERDICTS) {
      const whole = wholeTree(TREE, verdict);
      expect(whole.nodes.filter((node) => node.kind === 'question').map((node) => node.id)).toEqual(
        TREE.questions.map((question) => question.id),
      );
      const answers = whole.edges.flatMap((edge) => edge.answers.map((answer) => `${edge.from} ${answer}`));
      expect(answers.sort()).toEqual(
        TREE.questions.flatMap(({ id, answers }) => answers.map(({ answer }) => `${id} ${answer}`)).sort(),
      );
      expect(taken(whole).map((node) => node.verdict)).toEqual([verdict.verdict]);
      expect(overlapping(whole)).toEqual([]);
    }
  });

  test('the way taken goes straight down, and what it left out stands beside it', () => {
    for (const verdict of VERDICTS) {
      const way = wayTaken(TREE, verdict);
      const column = way.nodes.filter((node) => node.kind === 'question');
      expect(column.map((node) => node.id)).toEqual(verdict.path.map((step) => step.question));
      expect(new Set(column.map((node) => node.x)).size).toBe(1);
      expect(taken(way).map((node) => node.verdict)).toEqual([verdict.verdict]);
      expect(overlapping(way)).toEqual([]);
      const ids = new Set(way.nodes.map((node) => node.id));
      for (const edge of way.edges) expect([edge.from, edge.to].every((id) => ids.has(id))).toBe(true);
    }
  });

  test('an unknown answer stays unknown on its edge', () => {
    const given = wayTaken(TREE, open).edges.flatMap((edge) => edge.given ?? []);
    expect(given).toEqual(['yes', 'no', 'no', 'yes', 'unknown', 'unknown', 'unknown']);
    expect(wayTaken(TREE, malicious).edges.some((edge) => edge.given === 'unknown')).toBe(false);
  });

  test('both ways are drawn where an analyst answered: each line says whose it is', () => {
    const told = { author: 'a', written_at: '2024-05-20T09:00:00.000000Z', taken: true, reason: 'seen' };
    const own = fakeOwn(malicious, [{ ...told, question: 'several-aws', answer: 'yes' }]);
    const both = { ...malicious, own };
    const way = wayTaken(TREE, both);
    expect(way.edges.every(isLit)).toBe(true);
    expect(way.edges.filter((edge) => edge.given === null).map((edge) => edge.own)).toEqual(
      own?.path.slice(3).map((step) => step.answer),
    );
    const asked = new Set([...malicious.path, ...(own?.path ?? [])].map((step) => step.question));
    expect(
      way.nodes
        .filter((node) => node.kind === 'question')
        .map((node) => node.id)
        .sort(),
    ).toEqual([...asked].sort());
    for (const drawn of [way, wholeTree(TREE, both)]) {
      expect(taken(drawn).map((node) => node.verdict)).toEqual(['malicious']);
      const ends = drawn.nodes.filter((node) => node.kind === 'verdict' && node.own);
      expect(ends).toHaveLength(1);
      expect(overlapping(drawn)).toEqual([]);
    }
  });
});
