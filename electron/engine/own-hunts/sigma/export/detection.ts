import { keyOf, type Item, type Said } from './said.ts';

type Fields = Record<string, unknown>;

/** A detection with its selections under names of their own and the condition over them. */
export function detectionOf(said: Said): Fields {
  const writer = new Writer();
  const condition = writer.write(said, 'selection');
  return { ...Object.fromEntries(writer.selections), condition };
}

class Writer {
  readonly selections = new Map<string, unknown>();

  /** The condition's text for it; what is one selection becomes one. */
  write(said: Said, name: 'selection' | 'filter'): string {
    const selection = selectionOf(said);
    if (selection) return this.named(selection, name);
    if (said.kind === 'not') return `not ${this.inner(said.part, 'filter')}`;
    if (said.kind === 'all') return this.every(said.parts, name).join(' and ');
    if (said.kind === 'any') return said.parts.map((part) => this.inner(part, name)).join(' or ');
    throw new Error(`nothing is asked: ${said.kind}`);
  }

  /** Fields that stand beside each other are one selection. */
  private every(parts: readonly Said[], name: 'selection' | 'filter'): string[] {
    const items = parts.filter((part) => part.kind === 'item');
    const together = items.length > 1 && hasOwnKeys(items);
    const rest = together ? parts.filter((part) => part.kind !== 'item') : parts;
    return [
      ...(together ? [this.named(mapOf(items), name)] : []),
      ...rest.map((part) => this.inner(part, name)),
    ];
  }

  private inner(said: Said, name: 'selection' | 'filter'): string {
    const isOne = said.kind === 'not' || selectionOf(said) !== null;
    const text = this.write(said, name);
    return isOne ? text : `(${text})`;
  }

  private named(selection: unknown, name: string): string {
    const like = [...this.selections.keys()].filter((one) => one.startsWith(name)).length;
    const fresh = like === 0 ? name : `${name}_${like + 1}`;
    this.selections.set(fresh, selection);
    return fresh;
  }
}

const isItems = (parts: readonly Said[]): parts is Item[] => parts.every((part) => part.kind === 'item');
const hasOwnKeys = (items: readonly Item[]): boolean => new Set(items.map(keyOf)).size === items.length;

/** A map asks for all of its fields, a list of maps for any of them. Nothing where it takes a condition. */
function selectionOf(said: Said): Fields | Fields[] | null {
  if (said.kind === 'item') return mapOf([said]);
  if (said.kind === 'all') return isItems(said.parts) && hasOwnKeys(said.parts) ? mapOf(said.parts) : null;
  if (said.kind !== 'any') return null;
  const maps = said.parts.map(selectionOf);
  return maps.every((one) => one !== null && !Array.isArray(one)) ? (maps as Fields[]) : null;
}

const mapOf = (items: readonly Item[]): Fields =>
  Object.fromEntries(
    items.map((item) => [keyOf(item), item.values.length === 1 ? item.values[0] : [...item.values]]),
  );
