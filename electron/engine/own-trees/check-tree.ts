import { treeProblems, type TreeProblem } from '../../../shared/check-tree.ts';
import type { HuntParameter, TreeDefinition } from '../../../shared/definitions.ts';
import { quoted, type Found } from '../own-files/found.ts';
import type { Path } from '../own-files/yaml.ts';
import { checkValues } from '../parameters.ts';
import { ANSWERS } from './answers.ts';
import type { Amount, Answer, Parameter, Question, TreeDocument } from './document.ts';
import { isOther, tellable } from './facts.ts';

/** Every mistake in a document of the right form that its parts make together: answers, parameters, what reasons name. */
export function checkParts(document: TreeDocument): Found[] {
  const { starts, questions, parameters, verdicts } = document;
  const known = new Set(tellable(document));
  return [
    ...(starts.events.length + starts.findings.length === 0
      ? [{ path: ['starts'], message: 'nothing starts it: give events or findings' }]
      : []),
    ...checkParameters(document),
    ...questions.flatMap((question, at) => checkAnswers(question, parameters, ['questions', at])),
    ...questions.flatMap((question, at) => checkReasons(question, known, ['questions', at])),
    ...verdicts.flatMap(({ reason }, at) => checkPlaces(reason, known, ['verdicts', at, 'reason'])),
  ];
}

/** Ends of facts that no reason may name. */
const MADE = /_(records|is_\d+|same_\d+)$/;
const NAME = /^[a-z][a-z0-9_]*$/;

function checkParameters({ parameters, questions }: TreeDocument): Found[] {
  const facts = new Set(tellable({ questions, parameters: [] }));
  return parameters.flatMap((parameter, at) => {
    const path = ['parameters', at, 'name'];
    const { name } = parameter;
    if (!NAME.test(name) || /^p\d+$/.test(name))
      return [
        { path, message: `${quoted(name)}: a name is of small letters, digits and _, and not p1, p2 …` },
      ];
    if (parameters.findIndex((one) => one.name === name) < at)
      return [{ path, message: `the parameter ${quoted(name)} stands here twice` }];
    if (facts.has(name.replace(MADE, '')))
      return [{ path, message: `${quoted(name)} is the name of what a question or the alert tells` }];
    return checkDefault(parameter, ['parameters', at, 'value']);
  });
}

function checkDefault(parameter: Parameter, path: Path): Found[] {
  try {
    checkValues({ id: '', parameters: [parameter as HuntParameter] }, { [parameter.name]: parameter.value });
    return [];
  } catch (cause) {
    return [{ path, message: (cause as Error).message.replace(/^"", /, '') }];
  }
}

/** Whether the answers are those that this kind of question has, each with what tells it apart. */
function checkAnswers({ ask, answers }: Question, parameters: readonly Parameter[], path: Path): Found[] {
  const kind = ANSWERS[ask.kind];
  const at = [...path, 'answers'];
  const amounts = amountsOf(ask).flatMap(([key, amount]) =>
    checkAmount(amount, parameters, [...path, 'ask', ...key]),
  );
  const names = Object.keys(answers);
  const numbers = names.filter((name) => /^\d+$/.test(name));
  // The order of such keys would be another than that of the file.
  if (numbers.length > 0)
    return numbers.map((name) => ({
      path: [...at, name],
      message: `${quoted(name)}: the name of an answer is no number`,
      what: 'key' as const,
    }));
  if (kind !== 'numbers' && kind !== 'values') {
    const fits = kind.some(
      (fixed) => fixed.length === names.length && fixed.every((one) => names.includes(one)),
    );
    const told = kind.map((fixed) => fixed.join(', ')).join('; or ');
    return [
      ...amounts,
      ...(fits
        ? []
        : [{ path: at, message: `the answers to ${ask.kind} are ${told}`, what: 'key' as const }]),
      ...names.flatMap((name) => refuseTests(answers[name], [], [...at, name])),
    ];
  }
  const few =
    names.length < 2 ? [{ path: at, message: 'give at least two answers', what: 'key' as const }] : [];
  return [
    ...amounts,
    ...few,
    ...names.flatMap((name, place) =>
      checkTest(answers[name], kind, place === names.length - 1, parameters, [...at, name]),
    ),
  ];
}

function amountsOf(ask: Question['ask']): [Path, Amount][] {
  if (!isOther(ask)) return [];
  if (ask.kind === 'seen_before') return [[['learning_days'], ask.learning_days]];
  const { before_hours, after_hours } = ask.within;
  const before: [Path, Amount][] = before_hours === 'all' ? [] : [[['within', 'before_hours'], before_hours]];
  return [...before, [['within', 'after_hours'], after_hours]];
}

const TESTS = { numbers: ['at_least', 'at_most'], values: ['is'] } as const;

function refuseTests(answer: Answer | undefined, allowed: readonly string[], path: Path): Found[] {
  return ['at_least', 'at_most', 'is']
    .filter((test) => !allowed.includes(test) && answer?.[test as 'is'] !== undefined)
    .map((test) => ({
      path: [...path, test],
      message: `${test} does not belong here`,
      what: 'key' as const,
    }));
}

/** The last answer is what holds otherwise. */
function checkTest(
  answer: Answer | undefined,
  kind: 'numbers' | 'values',
  isLast: boolean,
  parameters: readonly Parameter[],
  path: Path,
): Found[] {
  const tests = isLast ? [] : TESTS[kind];
  const found = refuseTests(answer, tests, path).map((one) =>
    isLast
      ? { ...one, message: `the last answer is what holds otherwise: it has no ${String(one.path.at(-1))}` }
      : one,
  );
  if (!isLast && tests.every((test) => answer?.[test] === undefined))
    found.push({ path, message: `this answer needs ${tests.join(' or ')}`, what: 'key' });
  for (const test of ['at_least', 'at_most'] as const)
    if (answer?.[test] !== undefined) found.push(...checkAmount(answer[test], parameters, [...path, test]));
  if (answer?.is !== undefined && !Array.isArray(answer.is))
    found.push(...checkParameter(answer.is.parameter, true, parameters, [...path, 'is', 'parameter']));
  return found;
}

const checkAmount = (amount: Amount, parameters: readonly Parameter[], path: Path): Found[] =>
  typeof amount === 'number' ? [] : checkParameter(amount, false, parameters, path);

function checkParameter(
  name: string,
  isList: boolean,
  parameters: readonly Parameter[],
  path: Path,
): Found[] {
  const fitting = parameters.filter((one) => (one.kind === 'list') === isList).map((one) => one.name);
  if (fitting.includes(name)) return [];
  const what = isList ? 'a list' : 'a number';
  return [
    {
      path,
      message: `no parameter ${quoted(name)} that is ${what}; there is ${fitting.join(', ') || 'none'}`,
    },
  ];
}

const PLACE = /\{(\w+)\}/g;

function checkReasons({ answers, unknown }: Question, known: ReadonlySet<string>, path: Path): Found[] {
  const said = Object.entries(answers).flatMap(([name, { reason }]) =>
    checkPlaces(reason, known, [...path, 'answers', name, 'reason']),
  );
  const { reason, missing } = unknown ?? {};
  return [
    ...said,
    ...(reason === undefined ? [] : checkPlaces(reason, known, [...path, 'unknown', 'reason'])),
    ...(missing === undefined ? [] : checkPlaces(missing, known, [...path, 'unknown', 'missing'])),
  ];
}

const checkPlaces = (text: string, known: ReadonlySet<string>, path: Path): Found[] =>
  [...text.matchAll(PLACE)]
    .map(([, place = '']) => place)
    .filter((place) => !known.has(place))
    .map((place) => ({ path, message: `no such value: {${place}}; there is ${[...known].join(', ')}` }));

/** What makes the tree itself unfit, at the place of the document that says it. */
export const checkShape = (tree: TreeDefinition, document: TreeDocument): Found[] =>
  treeProblems(tree).map((problem) => ({ path: placeOf(problem, document), message: problem.message }));

function placeOf({ at }: TreeProblem, document: TreeDocument): Path {
  if (at === 'root') return document.root === undefined ? ['questions'] : ['root'];
  if ('verdict' in at) return ['verdicts', at.verdict, 'id'];
  const { question, answer } = at;
  if (answer === undefined) return ['questions', question, 'id'];
  if (answer === 'unknown') return ['questions', question, 'unknown', 'next'];
  return ['questions', question, 'answers', answer, 'next'];
}
