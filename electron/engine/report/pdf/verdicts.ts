import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { ReportedStep, ReportedVerdict } from '../../../../shared/report.ts';
import type { Told } from './gather.ts';
import { kindOf, valueOf, verdictWord } from './telling.ts';
import { INK } from './page.ts';
import { wayPictures } from './tree-picture.ts';
import {
  bold,
  facts,
  heading,
  joined,
  muted,
  note,
  paragraph,
  say,
  span,
  subheading,
  table,
  time,
  together,
  words,
} from './words.ts';

/** A verdict: the way through the tree as a drawing, and every answer with its reason and records. */
export function verdictPart(told: Told, one: ReportedVerdict, parent: string): Content[] {
  const { score, confidence, reason } = one.own ?? one;
  return [
    together(
      heading(`Verdict: ${one.title}, ${(one.own ?? one).verdict}`, {
        level: 3,
        id: `verdict-${one.id}`,
        parent,
      }),
      paragraph(say(reason)),
    ),
    facts([
      ['Verdict', verdictWord(one)],
      ['Score, confidence', say(`${score}, ${confidence}`)],
      ['About', say(`${kindOf(one.subject.kind)} ${one.subject.value}`)],
      ['Time', say(span(one.window.start, one.window.end))],
      ...(one.alert
        ? ([['Started by', words(one.alert.label, ' ', told.records.references([one.alert.event]))]] as const)
        : []),
      ...(one.picked ? ([['Picked by the analyst', picked(told, one.picked)]] as const) : []),
      ['Decision tree', say(`${one.tree}, version ${one.version}`)],
      ['Parameters', say(parametersOf(one))],
      ...(one.missing.length > 0 ? ([['Missing logs', say(joined(one.missing))]] as const) : []),
    ]),
    ...pictures(told, one),
    steps(told, one.path, 'Every answer on its way'),
    ...analyst(told, one),
  ];
}

/** The two sign-ins whose sessions were compared because a person wanted it, and why. */
const picked = (told: Told, one: NonNullable<ReportedVerdict['picked']>): ContentText[] =>
  words(
    'two sign-ins, to have their sessions compared: ',
    told.records.references(one.sessions),
    '. ',
    say(one.reason === '' ? 'No reason was given.' : one.reason, { most: 4000 }),
    one.author === null ? '' : muted(` (${one.author}, ${time(one.written_at)})`),
  );

const parametersOf = ({ parameters }: ReportedVerdict): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${kindOf(name)}: ${valueOf(value)}`)
    .join('; ') || 'none';

function pictures(told: Told, one: ReportedVerdict): Content[] {
  const tree = told.drawingOf(one.tree, one.version);
  if (!tree)
    return [note(`This program has no drawing of version ${one.version} of the tree "${one.tree}".`)];
  const title = 'The way taken, and where other answers would have led';
  if (!one.own) return titled(title, wayPictures(tree, one.path));
  return [
    ...titled(`${title}: by the facts alone`, wayPictures(tree, one.path)),
    ...titled(`${title}: with the answers of the analyst`, wayPictures(tree, one.own.path)),
  ];
}

const titled = (title: string, pictures: readonly Content[]): Content[] =>
  pictures.map((picture, index) =>
    together(
      subheading(pictures.length === 1 ? title : `${title} (${index + 1} of ${pictures.length})`),
      picture,
    ),
  );

function steps(told: Told, path: readonly (ReportedStep & { given?: boolean })[], title: string): Content {
  return table(
    path.map((step, index) => [
      say(index + 1),
      say(step.text),
      words(
        bold(step.answer),
        step.given ? muted(' (by the analyst)') : '',
        step.points === 0 ? '' : muted(` ${step.points > 0 ? '+' : ''}${step.points}`),
      ),
      words(
        say(step.reason),
        step.missing === null ? '' : say(` This log would answer: ${step.missing}`, { color: INK.code }),
      ),
      step.events.length === 0 ? muted('none') : told.records.references(step.events),
    ]),
    {
      whole: true,
      title: say(title),
      widths: [4, 27, 14, 38, 17],
      head: ['', 'Question', 'Answer, points', 'Reason', 'Records'],
    },
  );
}

/** What the analyst answered, and the way with his answers. */
function analyst(told: Told, { own, answers }: ReportedVerdict): Content[] {
  if (answers.length === 0) return [];
  return [
    table(
      answers.map((one) => [
        say(one.question),
        bold(one.answer),
        say(one.reason, { most: 4000 }),
        say(
          [one.author, one.written_at === null ? null : time(one.written_at)]
            .filter((part) => part !== null)
            .join(', '),
        ),
        say(one.taken ? 'yes' : 'no: the way does not come by it'),
      ]),
      {
        title: say('Answers of the analyst'),
        widths: [16, 14, 40, 16, 14],
        head: ['Question', 'Answer', 'Reason', 'By, when', 'Counts'],
      },
    ),
    ...(own ? [steps(told, own.path, 'Every answer on the way with these')] : []),
  ];
}
