import { createHash } from 'node:crypto';
import { CERTAINTIES, type Certainty, type PersonKind, type PersonRule } from '../../../shared/people.ts';
import { rankOf, recordsOf, type Edge, type NameGraph, type Node, type Seen } from './graph.ts';
import { isFreeMail, isShared, isTenantAddress, localPart } from './names.ts';

/** What the analyst decided, in the order of deciding. */
export interface Decision {
  kind: 'split' | 'merge';
  name_id: string;
  with_name_id: string | null;
}

/** How a name hangs on the name that stands for its person. */
export interface Hold {
  rule: PersonRule;
  certainty: Certainty;
  via: string | null;
  /** The key of that name. */
  from: string | null;
  records: Seen[];
}

export interface FoundPerson {
  person_id: string;
  person: string;
  kind: PersonKind;
  names: { node: Node; hold: Hold }[];
}

type Group = Set<string>;
type Neighbours = Map<string, { other: string; edge: Edge }[]>;

/** The people that the joined names make, after the decisions, by the name that stands for each. */
export function partition(graph: NameGraph, decisions: readonly Decision[]): FoundPerson[] {
  const groups = new Map<string, Group>();
  const groupOf = new Map<string, Group>();
  for (const { key } of graph.sortedNodes()) {
    const root = graph.groupOf(key);
    const group = groups.get(root) ?? new Set<string>();
    groups.set(root, group.add(key));
    groupOf.set(key, group);
  }
  const neighbours: Neighbours = new Map();
  for (const edge of graph.sortedEdges()) link(neighbours, edge);
  for (const decision of decisions) {
    if (decision.kind === 'split') split(graph, decision, groupOf, neighbours);
    else merge(decision, groupOf, neighbours);
  }
  return [...new Set(groupOf.values())].map((group) => personOf(graph, group, neighbours));
}

/** Takes a name out of its group, and with it those that hang on it; of the name that stands for the group, itself alone. */
function split(
  graph: NameGraph,
  { name_id }: Decision,
  groupOf: Map<string, Group>,
  neighbours: Neighbours,
): void {
  const group = groupOf.get(name_id);
  if (!group) return;
  const head = headOf(graph, group);
  const holds = holdsFrom(graph, head, neighbours);
  const away = new Set([name_id]);
  // A name is held before those that hang on it.
  if (head.key !== name_id)
    for (const [key, hold] of holds)
      if (hold.from !== null && away.has(hold.from) && group.has(key)) away.add(key);
  for (const key of away) {
    group.delete(key);
    groupOf.set(key, away);
  }
}

function merge(
  { name_id, with_name_id }: Decision,
  groupOf: Map<string, Group>,
  neighbours: Neighbours,
): void {
  const group = groupOf.get(name_id);
  const other = groupOf.get(with_name_id ?? '');
  if (!group || !other || with_name_id === null || group === other) return;
  for (const key of other) groupOf.set(key, group.add(key));
  link(neighbours, { a: name_id, b: with_name_id, rule: 'decision', records: [] });
}

function link(neighbours: Neighbours, edge: Edge): void {
  const note = (key: string, other: string) => {
    const known = neighbours.get(key);
    if (known) known.push({ other, edge });
    else neighbours.set(key, [{ other, edge }]);
  };
  note(edge.a, edge.b);
  note(edge.b, edge.a);
}

const headOf = (graph: NameGraph, group: ReadonlySet<string>): Node =>
  [...group]
    .map((key) => graph.nodes.get(key) as Node)
    .reduce((best, node) => (standsBefore(node, best) ? node : best));

function personOf(graph: NameGraph, group: ReadonlySet<string>, neighbours: Neighbours): FoundPerson {
  const nodes = [...group].sort().map((key) => graph.nodes.get(key) as Node);
  const head = headOf(graph, group);
  const holds = holdsFrom(graph, head, neighbours);
  return {
    person_id: createHash('sha256').update(head.key).digest('hex').slice(0, 16),
    person: shownText(head),
    kind: kindOf(nodes),
    names: nodes.map((node) => ({ node, hold: holds.get(node.key) ?? (holds.get(head.key) as Hold) })),
  };
}

/** Every name by the surest way from the one that stands for it; the way may lead over a name that was split off. */
function holdsFrom(graph: NameGraph, head: Node, neighbours: Neighbours): Map<string, Hold> {
  const holds = new Map<string, Hold>([[head.key, headHold(head)]]);
  const waiting: { other: string; from: string; edge: Edge }[][] = CERTAINTIES.map(() => []);
  const spread = (key: string, rank: number) => {
    for (const { other, edge } of neighbours.get(key) ?? [])
      if (!holds.has(other)) waiting[Math.max(rank, rankOf(edge.rule))]?.push({ other, from: key, edge });
  };
  spread(head.key, 0);
  for (let rank = 0; rank < waiting.length; rank++) {
    const queue = waiting[rank] ?? [];
    for (let next = 0; next < queue.length; next++) {
      const { other, from, edge } = queue[next] as (typeof queue)[number];
      if (holds.has(other)) continue;
      const node = graph.nodes.get(other) as Node;
      const records = edge.records.length > 0 ? edge.records : recordsOf(node);
      const via = shownText(graph.nodes.get(from) as Node);
      holds.set(other, { rule: edge.rule, certainty: CERTAINTIES[rank] as Certainty, via, from, records });
      spread(other, rank);
    }
  }
  return holds;
}

const ACROSS: Partial<Record<Node['kind'], PersonRule>> = {
  address: 'same-address',
  login: 'same-account-name',
};

function headHold(head: Node): Hold {
  const sources = new Set(head.sightings.map((one) => one.event_dataset));
  const rule: PersonRule = sources.size > 1 ? (ACROSS[head.kind] ?? 'same-id') : 'itself';
  return {
    rule,
    certainty: CERTAINTIES[rankOf(rule)] as Certainty,
    via: null,
    from: null,
    records: recordsOf(head),
  };
}

/** The text as the evidence writes it; of several spellings always the same one. Addresses are in lower case. */
export function shownText(node: Node): string {
  if (node.kind === 'address' || node.kind === 'instance') return node.text;
  const texts = node.sightings
    .map((one) => one.name.trim())
    .filter((text) => text.toLowerCase() === node.text);
  return texts.sort()[0] ?? node.text;
}

const DIRECTORIES = /^(okta|azure)\./;

function standing(node: Node): number {
  const { kind, text } = node;
  if (kind === 'address') {
    if (isShared(localPart(text))) return 4;
    if (isTenantAddress(text)) return 3;
    if (isFreeMail(text)) return 2;
    return node.sightings.some((one) => DIRECTORIES.test(one.event_dataset)) ? 0 : 1;
  }
  if (kind === 'instance') return 5;
  if (kind === 'login') return text.includes('\\') ? 7 : 6;
  if (kind === 'arn') return text.includes(':user/') ? 8 : 9;
  return kind === 'session' ? 10 : 11;
}

/** Which of two names a person is called by; the others are never asked for their order in the evidence. */
function standsBefore(one: Node, other: Node): boolean {
  const [a, b] = [standing(one), standing(other)];
  return a !== b ? a < b : one.key < other.key;
}

function kindOf(nodes: readonly Node[]): PersonKind {
  const some = (kind: PersonKind) => nodes.some((node) => node.is.has(kind));
  for (const kind of ['machine', 'service', 'person'] as const) if (some(kind)) return kind;
  return 'unknown';
}
