import type { Ask, Question, TreeDocument } from './document.ts';

/** Names of the facts that a tree's questions give. A question's id becomes the beginning of their names. */

export const factOf = ({ id }: Pick<Question, 'id'>): string => id.replaceAll('-', '_');

/** Of the event that starts the tree. */
export const ALERT_FACTS = [
  'subject_name',
  'alert_label',
  'alert_count',
  'alert_time',
  'alert_timestamp',
  'alert_action',
  'alert_address',
  'alert_network',
  'alert_country',
  'alert_client',
] as const;

type Asking<Kind> = Extract<Ask, { kind: Kind }>;
/** A question about other events than the one that starts the tree. */
export type OtherAsk = Asking<'exists' | 'absent' | 'count' | 'distinct' | 'seen_before' | 'same_client'>;
export type StartAsk = Exclude<Ask, OtherAsk>;
export const isOther = (ask: Ask): ask is OtherAsk => 'needs' in ask;

/** What a reason may tell of a question's answer, by the end of the fact's name. */
export const tellsOf = (ask: Ask): readonly string[] =>
  isOther(ask)
    ? ['', '_events', '_values', '_first', '_last', '_log_from', '_log_until', '_why']
    : ['', '_why'];

/** What a reason of the tree may name: facts and parameters. */
export const tellable = ({
  questions,
  parameters,
}: Pick<TreeDocument, 'questions' | 'parameters'>): string[] => [
  ...ALERT_FACTS,
  ...questions.flatMap((question) => tellsOf(question.ask).map((end) => factOf(question) + end)),
  ...parameters.map(({ name }) => name),
];
