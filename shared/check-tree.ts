import type {
  Condition,
  Fact,
  Facts,
  TreeAnswer,
  TreeDefinition,
  TreeQuestion,
  TreeVerdict,
  Walk,
} from './definitions.ts';
import { EventRef, VerdictName, type PathStep } from './model.ts';

/** A way out of a question: one of its answers, or `unknown`. */
export interface Branch {
  answer: string;
  points: number;
  next: string;
}

const VERDICT = 'verdict:';
const UNKNOWN = 'unknown';
const PLACE = /\{(\w+)\}/g;
const BOUND = /\$([a-z_][a-z0-9_]*)/g;

export const branchesOf = (question: TreeQuestion): Branch[] => [
  ...question.answers,
  ...(question.unknown ? [{ ...question.unknown, answer: UNKNOWN }] : []),
];

/** Something that makes a tree unfit, and the part of the tree that it is about. */
export interface TreeProblem {
  message: string;
  /** One of `questions` or `verdicts` by its place, an answer of the question by its name (`unknown` is one), or the root. */
  at: { question: number; answer?: string } | { verdict: number } | 'root';
}

/** Everything that makes the tree unfit, a line each; empty when it is fit. */
export const checkTree = (tree: TreeDefinition): string[] => treeProblems(tree).map(({ message }) => message);

/** Everything that makes the tree unfit, each with its place; empty when it is fit. */
export const treeProblems = (tree: TreeDefinition): TreeProblem[] => [
  ...twice('question', tree.questions),
  ...twice('verdict', tree.verdicts),
  ...tree.verdicts.flatMap(checkVerdict),
  ...tree.questions.flatMap(checkQuestion),
  ...checkTargets(tree),
  ...checkReach(tree),
  ...checkRepeats(tree),
];

function twice(kind: 'question' | 'verdict', items: readonly { id: string }[]): TreeProblem[] {
  const ids = items.map((item) => item.id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(repeated)].map((id) => ({
    message: `${kind} "${id}" is defined twice`,
    at: kind === 'question' ? { question: ids.lastIndexOf(id) } : { verdict: ids.lastIndexOf(id) },
  }));
}

function checkVerdict({ id, verdict }: TreeVerdict, place: number): TreeProblem[] {
  if (VerdictName.safeParse(verdict).success) return [];
  return [{ message: `verdict "${id}" has no such name: "${verdict}"`, at: { verdict: place } }];
}

function checkQuestion(question: TreeQuestion, place: number): TreeProblem[] {
  const { id, answers } = question;
  const names = answers.map((answer) => answer.answer);
  const problem = (message: string, answer?: string): TreeProblem => ({
    message: `question "${id}" ${message}`,
    at: answer === undefined ? { question: place } : { question: place, answer },
  });
  const problems = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) =>
    problem(`has the answer "${name}" twice`, name),
  );
  // A tree read from a file may lack what its type asks for.
  if (!question.unknown) problems.push(problem('has no branch for unknown'));
  if (answers.length === 0) problems.push(problem('has no answers'));
  if (names.includes(UNKNOWN)) problems.push(problem('has its own answer "unknown"', UNKNOWN));
  for (const { answer, next, points } of branchesOf(question)) {
    const told = `question "${id}", answer "${answer}"`;
    const at = { question: place, answer };
    if (!next) problems.push({ message: `${told} has no branch`, at });
    if (!Number.isInteger(points)) problems.push({ message: `${told} has no whole points`, at });
  }
  const [first, ...others] = branchesOf(question);
  if (first && others.every(({ next, points }) => next === first.next && points === first.points))
    problems.push(problem(`changes nothing: every answer leads to "${first.next}" with the same points`));
  return problems;
}

function checkTargets(tree: TreeDefinition): TreeProblem[] {
  const known = new Set([
    ...tree.questions.map(({ id }) => id),
    ...tree.verdicts.map(({ id }) => VERDICT + id),
  ]);
  const problems: TreeProblem[] = known.has(tree.root)
    ? []
    : [{ message: `root leads to unknown "${tree.root}"`, at: 'root' }];
  for (const [place, question] of tree.questions.entries())
    for (const { answer, next } of branchesOf(question))
      if (next && !known.has(next))
        problems.push({
          message: `question "${question.id}", answer "${answer}" leads to unknown "${next}"`,
          at: { question: place, answer },
        });
  return problems;
}

/** What can come after `start`: itself only when the tree leads back to it. */
function after(tree: TreeDefinition, start: TreeQuestion): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let question = waiting.pop(); question; question = waiting.pop())
    for (const { next } of branchesOf(question)) {
      if (reached.has(next)) continue;
      reached.add(next);
      const following = tree.questions.find(({ id }) => id === next);
      if (following) waiting.push(following);
    }
  return reached;
}

function checkReach(tree: TreeDefinition): TreeProblem[] {
  const root = tree.questions.find(({ id }) => id === tree.root);
  const reached = new Set([tree.root, ...(root ? after(tree, root) : [])]);
  const lost = (kind: string, id: string) => `${kind} "${id}" is never reached`;
  return [
    ...tree.questions.flatMap(({ id }, question) =>
      reached.has(id) ? [] : [{ message: lost('question', id), at: { question } }],
    ),
    ...tree.verdicts.flatMap(({ id }, verdict) =>
      reached.has(VERDICT + id) ? [] : [{ message: lost('verdict', id), at: { verdict } }],
    ),
  ];
}

/** The same question twice on one path: by id, which every cycle is, or in the same words under another id. */
function checkRepeats(tree: TreeDefinition): TreeProblem[] {
  return tree.questions.flatMap((question) => {
    const reached = after(tree, question);
    return tree.questions.flatMap(({ id, text }, place) =>
      reached.has(id) && (id === question.id || text === question.text)
        ? [{ message: `question "${id}" repeats "${question.id}" on a path`, at: { question: place } }]
        : [],
    );
  });
}

/** What is bound in the question's query: names of facts and parameters, in the order in which they first stand there. */
export const namesInQuery = ({ query }: Pick<TreeQuestion, 'query'>): string[] => [
  ...new Set([...(query ?? '').matchAll(BOUND)].map((match) => match[1] ?? '')),
];

/** Names of all facts that the tree asks for, shows, binds or cites, sorted. */
export function factsOf(tree: TreeDefinition): string[] {
  const texts = tree.verdicts.map(({ reason }) => reason);
  const names: string[] = [];
  for (const question of tree.questions) {
    texts.push(
      question.unknown.reason,
      question.unknown.missing,
      ...question.answers.map(({ reason }) => reason),
    );
    names.push(
      question.records,
      ...namesInQuery(question).filter((name) => !Object.hasOwn(question.bound ?? {}, name)),
      ...question.answers.flatMap(({ when }) => conditionFacts(when)),
    );
  }
  const shown = texts.flatMap((text) => [...text.matchAll(PLACE)].map((match) => match[1] ?? ''));
  return [...new Set([...names, ...shown])].sort();
}

function conditionFacts(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(conditionFacts);
  if ('any' in condition) return condition.any.flatMap(conditionFacts);
  if ('not' in condition) return conditionFacts(condition.not);
  return [condition.fact];
}

/** Whether the condition holds; `null` where a fact that decides is not known. Throws on a fact that is not given. */
export function holds(condition: Condition, facts: Facts): boolean | null {
  if ('all' in condition) return every(condition.all.map((part) => holds(part, facts)));
  if ('any' in condition) return negate(every(condition.any.map((part) => negate(holds(part, facts)))));
  if ('not' in condition) return negate(holds(condition.not, facts));
  const fact = factOf(facts, condition.fact);
  if ('known' in condition) return (fact !== null) === condition.known;
  if (fact === null) return null;
  if ('is' in condition) return fact === condition.is;
  if (typeof fact !== 'number')
    throw new Error(`fact "${condition.fact}" is not a number: ${JSON.stringify(fact)}`);
  return 'at_least' in condition ? fact >= condition.at_least : fact <= condition.at_most;
}

const negate = (held: boolean | null): boolean | null => (held === null ? null : !held);

function every(parts: (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function factOf(facts: Facts, name: string): Fact {
  const fact = facts[name];
  if (fact === undefined) throw new Error(`fact "${name}" is not given`);
  return fact;
}

/** By question: what a person answers in place of the facts, and why. */
export type GivenAnswers = ReadonlyMap<string, { answer: string; reason: string }>;

/**
 * Walks the facts through a tree that `checkTree` finds fit. An answer that is given takes the place of what the facts say, where its
 * question has it. Throws when a question has no answer for its facts, or when a fact is not given.
 */
export function walk(tree: TreeDefinition, facts: Facts, given: GivenAnswers = new Map()): Walk {
  const path: PathStep[] = [];
  let target = tree.root;
  while (!target.startsWith(VERDICT)) {
    const question = tree.questions.find(({ id }) => id === target);
    if (!question || path.length > tree.questions.length)
      throw new Error(`tree "${tree.id}" has no way at "${target}"`);
    const taken = givenTo(question, facts, given) ?? answerTo(question, facts, given.size > 0);
    path.push(stepOf(question, taken, facts));
    target = taken.next;
  }
  const verdict = tree.verdicts.find(({ id }) => VERDICT + id === target);
  if (!verdict) throw new Error(`tree "${tree.id}" has no "${target}"`);
  const missing = path.flatMap((step) => (step.missing === null ? [] : [step.missing]));
  return {
    verdict,
    reason: fill(verdict.reason, facts),
    path,
    score: clamp(path.reduce((sum, step) => sum + step.points, tree.base_points)),
    confidence: confidenceOf(path.filter((step) => step.answer === UNKNOWN).length),
    missing: [...new Set(missing)],
  };
}

type Taken = Pick<TreeAnswer, 'answer' | 'reason' | 'points' | 'next'> & { missing: string | null };

/** The reason is a person's own words: nothing in it is a place of a fact. */
function givenTo(question: TreeQuestion, facts: Facts, given: GivenAnswers): Taken | null {
  const own = given.get(question.id);
  const branch = branchesOf(question).find(({ answer }) => answer === own?.answer);
  if (!own || !branch) return null;
  const missing = branch.answer === UNKNOWN ? fill(question.unknown.missing, facts) : null;
  return { ...branch, reason: own.reason, missing };
}

const NO_FIT = 'Not known: the facts fit none of the answers after what was answered by hand.';

function answerTo(question: TreeQuestion, facts: Facts, isGiven: boolean): Taken {
  for (const answer of question.answers) {
    const held = holds(answer.when, facts);
    if (held === null) return unknownTo(question, facts);
    if (held) return { ...answer, reason: fill(answer.reason, facts), missing: null };
  }
  // Facts alone never come by a question that they have no answer to; after an answer of a person's they may.
  if (isGiven) return { ...question.unknown, answer: UNKNOWN, reason: NO_FIT, missing: null };
  throw new Error(`question "${question.id}" has no answer for its facts`);
}

const unknownTo = ({ unknown }: TreeQuestion, facts: Facts): Taken => ({
  ...unknown,
  answer: UNKNOWN,
  reason: fill(unknown.reason, facts),
  missing: fill(unknown.missing, facts),
});

const stepOf = (question: TreeQuestion, taken: Taken, facts: Facts): PathStep => ({
  question: question.id,
  text: question.text,
  answer: taken.answer,
  reason: taken.reason,
  points: taken.points,
  missing: taken.missing,
  events: EventRef.array().parse(factOf(facts, question.records) ?? []),
});

const clamp = (score: number): number => Math.min(100, Math.max(0, score));

const confidenceOf = (unknowns: number): Walk['confidence'] =>
  unknowns === 0 ? 'high' : unknowns === 1 ? 'medium' : 'low';

/** The text with each `{fact}` replaced by its value; a list is joined with commas. */
export function fill(text: string, facts: Facts): string {
  return text.replaceAll(PLACE, (_, name: string) => shown(factOf(facts, name)));
}

function shown(fact: Fact): string {
  if (fact === null) return 'unknown';
  if (Array.isArray(fact)) return fact.map(shown).join(', ');
  return typeof fact === 'object' ? JSON.stringify(fact) : String(fact);
}
