/** A condition as Sigma says it, before it is written down. */
export type Said =
  | Item
  | { kind: 'all' | 'any'; parts: readonly Said[] }
  | { kind: 'not'; part: Said }
  /** Of every record of the log source, or of none. */
  | { kind: 'always' | 'never' };

export interface Item {
  kind: 'item';
  field: string;
  modifiers: readonly string[];
  /** Any of them is enough. */
  values: readonly (string | number | boolean)[];
}

export const ALWAYS: Said = { kind: 'always' };
export const NEVER: Said = { kind: 'never' };

export const keyOf = ({ field, modifiers }: Item): string => [field, ...modifiers].join('|');

export const notOf = (part: Said): Said => {
  if (part.kind === 'always') return NEVER;
  if (part.kind === 'never') return ALWAYS;
  return part.kind === 'not' ? part.part : { kind: 'not', part };
};

export const allOf = (parts: readonly Said[]): Said => joined('all', parts);
export const anyOf = (parts: readonly Said[]): Said => joined('any', parts);

/** Without those that decide nothing; one that decides is the whole. */
function joined(kind: 'all' | 'any', parts: readonly Said[]): Said {
  const [nothing, decides] = kind === 'all' ? [ALWAYS, NEVER] : [NEVER, ALWAYS];
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  if (flat.some((part) => part.kind === decides.kind)) return decides;
  const rest = flat.filter((part) => part.kind !== nothing.kind);
  const held = kind === 'any' ? merged(rest) : rest;
  const [only] = held;
  if (only === undefined) return nothing;
  return held.length === 1 ? only : { kind, parts: held };
}

/** Values of one field that are asked for in the same way stand in one list. */
function merged(parts: readonly Said[]): Said[] {
  const held: Said[] = [];
  for (const part of parts) {
    const at = held.findIndex(
      (one) => one.kind === 'item' && part.kind === 'item' && keyOf(one) === keyOf(part),
    );
    const before = held[at];
    if (before?.kind !== 'item' || part.kind !== 'item') held.push(part);
    else held[at] = { ...before, values: [...new Set([...before.values, ...part.values])] };
  }
  return held;
}
