import { ANY, piecesOf, type Piece } from '../../hunts/kinds/pattern.ts';
import { Refused, type Asked } from './asked.ts';

const PLACES = ['contains', 'startswith', 'endswith'] as const;
const COMPARISONS = ['gt', 'gte', 'lt', 'lte'] as const;
const FLAGS = ['i', 'm', 's'] as const;
const KNOWN: readonly string[] = [
  ...PLACES,
  ...COMPARISONS,
  ...FLAGS,
  'all',
  'cased',
  'cidr',
  'exists',
  're',
  'windash',
];

/** What the values of a field ask, and whether all of them must hold. Throws `Refused` with the name of a modifier that is not known. */
export function askedOf(modifiers: readonly string[], value: unknown): { asked: Asked[][]; all: boolean } {
  for (const one of modifiers)
    if (!KNOWN.includes(one)) throw new Refused(`the modifier ${JSON.stringify(one)} is not known here`);
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  if (values.length === 0) throw new Refused('the list of values is empty');
  const rest = modifiers.filter((one) => one !== 'all');
  return { asked: values.map((one) => oneAsked(rest, one)), all: modifiers.includes('all') };
}

/** Several forms of one value, of which any is enough. */
function oneAsked(modifiers: readonly string[], value: unknown): Asked[] {
  const [first] = modifiers;
  const text = `${value as string | number | boolean | null}`;
  if (first === 'exists') return [existsOf(modifiers, value)];
  if (value === null) {
    if (first !== undefined) throw new Refused(`null cannot be asked with ${first}`);
    return [{ kind: 'exists', exists: false }];
  }
  if (typeof value === 'object') throw new Refused('a value must be a text, a number, true, false or null');
  if (first === 're') return [expressionOf(modifiers.slice(1), text)];
  if (first === 'cidr') return [alone(modifiers, { kind: 'network', cidr: text })];
  const comparison = COMPARISONS.find((one) => one === first);
  if (comparison) return [alone(modifiers, { kind: 'number', test: comparison, value: numberOf(value) })];
  return textsOf(modifiers, text);
}

function alone(modifiers: readonly string[], asked: Asked): Asked {
  if (modifiers.length > 1)
    throw new Refused(`the modifiers ${modifiers.join('|')} cannot be asked together`);
  return asked;
}

function existsOf(modifiers: readonly string[], value: unknown): Asked {
  if (typeof value !== 'boolean') throw new Refused('exists takes true or false');
  return alone(modifiers, { kind: 'exists', exists: value });
}

function numberOf(value: unknown): number {
  const number = Number(value);
  if (typeof value === 'boolean' || !Number.isFinite(number))
    throw new Refused(`${JSON.stringify(value)} is no number`);
  return number;
}

function expressionOf(flags: readonly string[], expression: string): Asked {
  const other = flags.find((one) => !(FLAGS as readonly string[]).includes(one));
  if (other !== undefined) throw new Refused(`the modifiers re|${other} cannot be asked together`);
  return {
    kind: 'expression',
    expression: flags.length > 0 ? `(?${flags.join('')})${expression}` : expression,
  };
}

function textsOf(modifiers: readonly string[], text: string): Asked[] {
  const stray = modifiers.find((one) => ![...PLACES, 'cased', 'windash'].includes(one));
  if (stray !== undefined) throw new Refused(`the modifiers ${modifiers.join('|')} cannot be asked together`);
  const places = PLACES.filter((one) => modifiers.includes(one));
  if (places.length > 1) throw new Refused(`the modifiers ${places.join('|')} cannot be asked together`);
  const [place] = places;
  const texts = modifiers.includes('windash') ? dashed(text) : [text];
  return texts.map((one) => ({
    kind: 'text',
    pieces: placed(piecesOf(one), place),
    cased: modifiers.includes('cased'),
  }));
}

function placed(pieces: Piece[], place: (typeof PLACES)[number] | undefined): Piece[] {
  const before: Piece[] = place === 'contains' || place === 'endswith' ? [ANY] : [];
  const after: Piece[] = place === 'contains' || place === 'startswith' ? [ANY] : [];
  const all = [...before, ...pieces, ...after];
  return all.filter((piece, at) => piece !== ANY || all[at - 1] !== ANY);
}

const DASHES = ['-', '/', '–', '—', '―'];

/** Windows takes any of these characters before an option. */
function dashed(text: string): string[] {
  const parts = text.split(/\B[-/]\b/);
  return parts
    .slice(1)
    .reduce(
      (texts, part) => texts.flatMap((before) => DASHES.map((dash) => before + dash + part)),
      [parts[0] ?? ''],
    );
}
