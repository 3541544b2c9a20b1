import type { EventRef } from '../../../shared/model.ts';
import { CERTAINTIES, PERSON_RULES, type PersonKind, type PersonRule } from '../../../shared/people.ts';
import type { Name } from './names.ts';

/** A record and its time, by which the first of several is told. */
export interface Seen extends EventRef {
  timestamp: string;
}

/** Where a name stands: a column of a source, with the text as it is written there. */
export interface Sighting {
  column_name: string;
  event_dataset: string;
  name: string;
  events: number;
  records: Seen[];
}

/** A name with all its sightings. */
export interface Node extends Omit<Name, 'is'> {
  is: Set<PersonKind>;
  sightings: Sighting[];
}

/** Two names that a rule takes for one person's, with the records that show it. */
export interface Edge {
  a: string;
  b: string;
  rule: PersonRule;
  records: Seen[];
}

const RECORDS = 3;

const before = (a: Seen, b: Seen): number =>
  a.timestamp < b.timestamp
    ? -1
    : a.timestamp > b.timestamp
      ? 1
      : a.evidence_id - b.evidence_id || a.record - b.record;

/** The first few of both, each once. */
export function firstOf(some: readonly Seen[], others: readonly Seen[]): Seen[] {
  const known = new Map([...some, ...others].map((one) => [`${one.evidence_id}:${one.record}`, one]));
  return [...known.values()].sort(before).slice(0, RECORDS);
}

/** Puts a record among the first few, where it is one of them. */
export function noteFirst(known: Seen[], seen: Seen): void {
  let place = known.length;
  while (place > 0 && before(seen, known[place - 1] as Seen) < 0) place--;
  if (place >= RECORDS) return;
  if (place > 0 && before(seen, known[place - 1] as Seen) === 0) return;
  known.splice(place, 0, seen);
  if (known.length > RECORDS) known.pop();
}

/** How sure a rule is, 0 the surest. */
export const rankOf = (rule: PersonRule): number => CERTAINTIES.indexOf(PERSON_RULES[rule]);

/** Names and what joins them; also who is joined so far. */
export class NameGraph {
  readonly nodes = new Map<string, Node>();
  private readonly edges = new Map<string, Edge>();
  private readonly parents = new Map<string, string>();
  /** The groups that hold an address: two of them are never joined by a likely rule. */
  private readonly addressed = new Set<string>();

  add(name: Name): Node {
    const known = this.nodes.get(name.key);
    if (known) {
      known.is.add(name.is);
      return known;
    }
    const { key, kind, text } = name;
    const node: Node = { key, kind, text, is: new Set([name.is]), sightings: [] };
    this.nodes.set(key, node);
    this.parents.set(key, key);
    if (kind === 'address') this.addressed.add(key);
    return node;
  }

  /** Counts a name where it was seen. */
  see(
    node: Node,
    column_name: string,
    event_dataset: string,
    name: string,
    events: number,
    seen: Seen,
  ): void {
    for (const one of node.sightings)
      if (one.name === name && one.column_name === column_name && one.event_dataset === event_dataset) {
        one.events += events;
        noteFirst(one.records, seen);
        return;
      }
    node.sightings.push({ column_name, event_dataset, name, events, records: [seen] });
  }

  /** Takes two names for one person's. */
  join(a: string, b: string, rule: PersonRule, records: readonly Seen[]): void {
    if (a === b) return;
    const [first, second] = a < b ? [a, b] : [b, a];
    const key = `${first}\n${second}\n${rule}`;
    const known = this.edges.get(key);
    this.edges.set(key, { a: first, b: second, rule, records: firstOf(known?.records ?? [], records) });
    this.unite(a, b);
  }

  /** The same, unless both have an address already: then a likely rule would make one person of two. */
  joinLikely(a: string, b: string, rule: PersonRule, records: readonly Seen[]): boolean {
    if (this.hasAddress(a) && this.hasAddress(b) && this.groupOf(a) !== this.groupOf(b)) return false;
    this.join(a, b, rule, records);
    return true;
  }

  hasAddress(key: string): boolean {
    return this.addressed.has(this.groupOf(key));
  }

  /** The key that stands for the group of a name as it is joined so far. */
  groupOf(key: string): string {
    let at = key;
    for (;;) {
      const parent = this.parents.get(at) ?? at;
      if (parent === at) return at;
      this.parents.set(at, this.parents.get(parent) ?? parent);
      at = parent;
    }
  }

  /** In an order that does not depend on that of the evidence. */
  sortedNodes(): Node[] {
    return [...this.nodes.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  sortedEdges(): Edge[] {
    return [...this.edges.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
  }

  private unite(a: string, b: string): void {
    const [low, high] = [this.groupOf(a), this.groupOf(b)].sort();
    if (low === undefined || high === undefined || low === high) return;
    this.parents.set(high, low);
    if (this.addressed.has(high)) this.addressed.add(low);
  }
}

export const recordsOf = (node: Node): Seen[] =>
  node.sightings.reduce<Seen[]>((all, one) => firstOf(all, one.records), []);
