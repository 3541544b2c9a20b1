import type { Content } from 'pdfmake/interfaces.js';
import type { HuntState, Parameter, TreeDrawing } from '../../../../shared/contract.ts';
import type { Told } from './gather.ts';
import { valueOf } from './telling.ts';
import { by } from '../order.ts';
import { linesOf } from './records.ts';
import {
  bold,
  count,
  counted,
  heading,
  joined,
  mono,
  muted,
  note,
  paragraph,
  say,
  subheading,
  table,
  words,
} from './words.ts';

const CHAPTER = 'method';
/** Characters of a document that are printed. */
const MOST_TEXT = 50_000;

/** What was asked of the evidence, with which settings, by which versions. */
export function method(told: Told): Content[] {
  const { tool, incidentGapHours, hunts, trees, ownHunts } = told;
  return [
    heading('Method', { level: 1, id: CHAPTER, newPage: true }),
    paragraph(
      `${tool.name} ${tool.version} reads the files of the evidence without changing them and hashes each as it is read. Every record becomes an event with normalised fields, is skipped for a stated reason, or is rejected and listed. Distinct addresses and clients are looked up in the data listed below, on this computer; nothing is asked of a network. Hunts then look for patterns over all events, and decision trees walk each suspicion question by question. Findings and verdicts of one person, key, principal, session or device that lie no further apart than ${incidentGapHours} hours form an incident.`,
    ),
    heading('Hunts and their parameters', { level: 2, id: 'hunts', parent: CHAPTER }),
    paragraph(
      'Parameters that a person changed are set in bold. A hunt that was not run had no log to look at; that is no miss.',
    ),
    table(
      hunts.map((hunt) => [
        words(bold(hunt.title), muted(` ${hunt.id}`)),
        say(stateOf(hunt)),
        parameters(hunt.parameters),
      ]),
      { widths: [30, 22, 48], head: ['Hunt', 'Outcome', 'Parameters'] },
    ),
    ...(ownHunts.length === 0
      ? []
      : [
          heading('Hunts of this case', { level: 2, id: 'own-hunts', parent: CHAPTER }),
          table(
            ownHunts.map((one) => [
              say(one.title),
              say(`${one.file}, ${one.format}`),
              mono(one.sha256),
              say(one.problem ?? 'runs'),
            ]),
            { widths: [28, 22, 34, 16], head: ['Hunt', 'File', 'SHA-256 of its text', 'State'] },
          ),
        ]),
    heading('Decision trees', { level: 2, id: 'trees', parent: CHAPTER }),
    table(
      trees.map((tree) => [
        words(bold(tree.title), muted(` ${tree.id}, version ${tree.version}`)),
        say(tree.purpose),
        say(tree.state === 'not run' ? `not run: ${tree.reason ?? ''}` : `${count(tree.verdicts)} verdicts`),
        parameters(tree.parameters),
      ]),
      { widths: [22, 26, 12, 40], head: ['Tree', 'Purpose', 'Outcome', 'Parameters'] },
    ),
    ...treesInFull(told),
    ...ownTrees(told),
    heading('Data', { level: 2, id: 'data', parent: CHAPTER }),
    ...dataTable(told),
  ];
}

function stateOf(hunt: HuntState): string {
  if (hunt.state === 'not run') return `not run: ${hunt.reason ?? 'its log is missing'}`;
  const muted = hunt.muted > 0 ? `, ${count(hunt.muted)} set aside` : '';
  const cut = hunt.reason === null ? '' : `; ${hunt.reason}`;
  return hunt.state === 'none' ? 'nothing found' : `${count(hunt.findings)} found${muted}${cut}`;
}

/** Those that the case itself has, with their documents: nobody else has them. */
function ownTrees({ ownTrees: trees }: Told): Content[] {
  if (trees.length === 0) return [];
  return [
    heading('Decision trees of this case', { level: 2, id: 'own-trees', parent: CHAPTER }),
    table(
      trees.map((one) => [
        words(bold(one.title), muted(` ${one.id}, version ${one.version}`)),
        say(one.file),
        mono(one.sha256),
        say(one.problem ?? (one.current ? 'walks' : 'walks no more')),
      ]),
      { widths: [28, 22, 34, 16], head: ['Tree', 'File', 'SHA-256 of its text', 'State'] },
    ),
    ...trees.flatMap(({ id, version, text }) => [
      subheading(`Text of ${id}, version ${version}`),
      ...linesOf(text.slice(0, MOST_TEXT)),
      ...(text.length > MOST_TEXT
        ? [note(`${counted(text.length - MOST_TEXT, 'more character')}, which the JSON report has.`)]
        : []),
    ]),
  ];
}

/** Every question of each tree that came to a verdict told here, in each version that did. */
function treesInFull({ incidents, drawingOf }: Told): Content[] {
  const used = incidents.flatMap((one) =>
    one.verdicts.map(({ tree, version }) => JSON.stringify([tree, version])),
  );
  return [...new Set(used)].sort().flatMap((key) => {
    const [tree, version] = JSON.parse(key) as [string, number];
    const drawing = drawingOf(tree, version);
    return drawing ? [questionsOf(drawing)] : [];
  });
}

function questionsOf({ id, version, title, questions, verdicts }: TreeDrawing): Content {
  const numbers = new Map(questions.map((question, index) => [question.id, index + 1]));
  const ends = new Map(verdicts.map((end) => [`verdict:${end.id}`, end.verdict]));
  return table(
    questions.map((question, index) => [
      say(index + 1),
      words(bold(question.text), muted(` ${question.explain}`)),
      question.answers.flatMap(({ answer, next, points }, place) => [
        ...(place > 0 ? say('; ') : []),
        ...bold(answer),
        ...say(points === 0 ? '' : ` (${points > 0 ? '+' : ''}${points})`),
        ...say(` → ${ends.get(next) ?? `question ${numbers.get(next) ?? next}`}`),
      ]),
    ]),
    {
      whole: true,
      title: say(`All questions of ${title} (${id}, version ${version})`),
      widths: [5, 50, 45],
      head: ['', 'Question, and why it is asked', 'Answer (points) → where it leads'],
    },
  );
}

/** Without those that leave nothing out, which every hunt has. */
function parameters(all: readonly Parameter[]) {
  const told = all.filter((one) => isChanged(one) || !one.shared);
  if (told.length === 0) return muted('none');
  return told.flatMap((one, index) => [
    ...(index > 0 ? say('; ') : []),
    ...(isChanged(one) ? bold : say)(`${one.title}: ${valueOf(one.value)}`, { most: 600 }),
  ]);
}

const isChanged = (one: Parameter): boolean => JSON.stringify(one.value) !== JSON.stringify(one.default);

const dataTable = ({ data }: Told): Content[] => [
  table(
    [...data]
      .sort(by((one) => [one.kind, one.id]))
      .map((one) => [
        say(one.title),
        say(one.kind),
        say(joined([one.version, one.date ?? 'undated', one.origin])),
        words(say(`${one.licence}. ${one.attribution}`), one.problem === null ? '' : bold(` ${one.problem}`)),
        one.sha256 === null ? muted('part of the program') : mono(one.sha256, { size: 6 }),
      ]),
    { widths: [20, 11, 20, 29, 20], head: ['Data', 'Kind', 'Version, date, origin', 'Licence', 'SHA-256'] },
  ),
];
