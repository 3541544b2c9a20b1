import { EVENT_COLUMNS, type EventColumn, type Scalar } from '../../../shared/model.ts';

/** A value that can be bound. A list becomes a DuckDB list of text or numbers. */
export type Bindable = Scalar | bigint | readonly string[] | readonly number[];

/** SQL text with `$name` placeholders and the values bound to them. Only this module makes one from pieces. */
export interface Statement {
  readonly text: string;
  readonly values: Readonly<Record<string, Bindable>>;
}

/** A checked and quoted name. */
export class Identifier {
  constructor(readonly text: string) {}
}

const isStatement = (part: unknown): part is Statement =>
  typeof part === 'object' && part !== null && 'text' in part && 'values' in part;

/**
 * The tag for statements built at run time: a plain value is bound, a statement is spliced in with its values, an identifier
 * made by `name` or `column` is written as it is.
 */
export function sql(
  strings: TemplateStringsArray,
  ...parts: (Bindable | Statement | Identifier)[]
): Statement {
  const values: Record<string, Bindable> = {};
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += place(part, values) + (strings[index + 1] ?? '');
  });
  return { text, values };
}

function place(part: Bindable | Statement | Identifier, values: Record<string, Bindable>): string {
  if (part instanceof Identifier) return part.text;
  if (isStatement(part)) return splice(part, values);
  const name = `p${Object.keys(values).length}`;
  values[name] = part;
  return `$${name}`;
}

function splice(part: Statement, values: Record<string, Bindable>): string {
  const renamed = new Map<string, string>();
  for (const [name, value] of Object.entries(part.values)) {
    const fresh = `p${Object.keys(values).length}`;
    values[fresh] = value;
    renamed.set(name, fresh);
  }
  return part.text.replaceAll(/\$(\w+)/g, (whole, name: string) =>
    renamed.has(name) ? `$${renamed.get(name)}` : whole,
  );
}

/** A fixed statement from a `.sql` file with its values. */
export const fixed = (text: string, values: Readonly<Record<string, Bindable>> = {}): Statement => ({
  text,
  values,
});

/** Statements one after the other, `separator` between them. */
export function join(parts: readonly Statement[], separator: string): Statement {
  const values: Record<string, Bindable> = {};
  return { text: parts.map((part) => splice(part, values)).join(separator), values };
}

/** Whole numbers written into the statement, with commas between them: of bound ones the database does not know how many there are. */
export function integers(values: readonly number[]): Statement {
  const wrong = values.find((value) => !Number.isSafeInteger(value));
  if (wrong !== undefined) throw new Error(`not a whole number: ${wrong}`);
  return { text: values.join(', '), values: {} };
}

/** A table or column name of our own definitions, quoted. */
export function name(text: string): Identifier {
  if (!/^[A-Za-z_@#][\w .@#:/$-]*$/.test(text)) throw new Error(`not an identifier: ${JSON.stringify(text)}`);
  return new Identifier(`"${text}"`);
}

/** The place of a value that is bound by its name when the statement runs: a parameter or a fact of a tree. */
export function placeholder(text: string): Identifier {
  if (!/^[a-z][a-z0-9_]*$/.test(text) || /^p\d+$/.test(text))
    throw new Error(`not the name of a value: ${JSON.stringify(text)}`);
  return new Identifier(`$${text}`);
}

const columns = new Map(EVENT_COLUMNS.map((column) => [column.name, column]));

/** The column of `events` with this name; throws on a name that is not in the schema. */
export function eventColumn(text: string): EventColumn {
  const column = columns.get(text);
  if (!column) throw new Error(`no such column in events: ${JSON.stringify(text)}`);
  return column;
}
