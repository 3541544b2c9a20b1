import type { EntityKind } from '../../../shared/model.ts';

/**
 * Which findings and verdicts belong together: those that are tied by a name and lie no further apart in time than the gap.
 *
 * What ties: a person, an access key, a principal, a session, a device; taken from those cited records on which the finding's own
 * entity stands. What never ties two: an address or a client (an office, a VPN, a browser have many users), a host, an application, a
 * domain, a file; findings about such a thing alone are one incident of it. Who acted is told by `people`, over all sources; a role is
 * no person, what ties is the principal of its session.
 *
 * Four limits keep a shared thing from chaining everything together:
 *
 * - records that name more than `MOST_NAMES` of a kind say "many", not "the same": that kind does not tie the finding (its own entity
 *   always does);
 * - a key, principal, session or device that more than `MOST_PEOPLE` people use ties nothing, not even as a finding's own entity;
 * - what would be an incident of more than `MOST_PEOPLE_TOGETHER` people is taken apart into one of each person, and of each entity
 *   where the records name no single person;
 * - an entity that ties nothing holds only findings together that nothing else ties.
 */
export const MOST_NAMES = 3;
export const MOST_PEOPLE = 3;
export const MOST_PEOPLE_TOGETHER = 5;

/** A person of `people`, or a user name that nothing else is known of. */
const PEOPLE: readonly EntityKind[] = ['person', 'user'];

export interface Name {
  kind: EntityKind;
  value: string;
}

/** A finding or verdict. Times in microseconds; `null` where neither it nor its records have any. */
export interface Item {
  entity: Name;
  ties: readonly Name[];
  start: number | null;
  end: number | null;
}

/** Groups of places in `items`, each in ascending order; `gap` in microseconds. The order of `items` decides none of them. */
export function groupItems(items: readonly Item[], gap: number): number[][] {
  const everything = items.map((_item, at) => at);
  return together(items, everything, gap, namesOf).flatMap((group) =>
    peopleOf(items, group).size > MOST_PEOPLE_TOGETHER
      ? together(items, group, gap, (item) => [anchorOf(item)])
      : [group],
  );
}

/** What can be a person's name is compared in lower case. */
export const keyOf = ({ kind, value }: Name): string =>
  JSON.stringify([kind, PEOPLE.includes(kind) ? value.toLowerCase() : value]);

const namesOf = ({ entity, ties }: Item): readonly Name[] => (ties.length > 0 ? ties : [entity]);

const personsOf = ({ ties }: Item): readonly Name[] => ties.filter(({ kind }) => PEOPLE.includes(kind));

function anchorOf(item: Item): Name {
  const [person, another] = personsOf(item);
  return person && !another ? person : item.entity;
}

const peopleOf = (items: readonly Item[], group: readonly number[]): Set<string> =>
  new Set(group.flatMap((at) => personsOf(items[at] as Item).map(keyOf)));

/** Those of `chosen` that names tie, directly or through others. */
function together(
  items: readonly Item[],
  chosen: readonly number[],
  gap: number,
  names: (item: Item) => readonly Name[],
): number[][] {
  const sets = new Sets();
  for (const sharing of byName(items, chosen, names).values())
    for (const run of inTime(items, sharing, gap)) for (const at of run) sets.join(run[0] as number, at);
  const groups = new Map<number, number[]>();
  for (const at of chosen) {
    const root = sets.rootOf(at);
    const group = groups.get(root);
    if (group) group.push(at);
    else groups.set(root, [at]);
  }
  return [...groups.values()];
}

function byName(
  items: readonly Item[],
  chosen: readonly number[],
  names: (item: Item) => readonly Name[],
): Map<string, number[]> {
  const sharing = new Map<string, number[]>();
  for (const at of chosen)
    for (const name of names(items[at] as Item)) {
      const key = keyOf(name);
      const list = sharing.get(key);
      if (list) list.push(at);
      else sharing.set(key, [at]);
    }
  return sharing;
}

/** Stretches without a pause longer than the gap; those without a time are one. */
function inTime(items: readonly Item[], sharing: readonly number[], gap: number): number[][] {
  const start = (at: number) => items[at]?.start ?? null;
  const timed = sharing.filter((at) => start(at) !== null);
  const untimed = sharing.filter((at) => start(at) === null);
  timed.sort((a, b) => (start(a) as number) - (start(b) as number));
  const runs: number[][] = untimed.length > 0 ? [untimed] : [];
  let until = -Infinity;
  for (const at of timed) {
    const from = start(at) as number;
    if (from > until + gap) runs.push([]);
    if (runs.length === 0) runs.push([]);
    (runs.at(-1) as number[]).push(at);
    until = Math.max(until, items[at]?.end ?? from);
  }
  return runs;
}

/** Disjoint sets; the root of each is its smallest member. */
class Sets {
  private readonly parents = new Map<number, number>();

  rootOf(at: number): number {
    let root = at;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    for (let here = at; here !== root;) {
      const next = this.parents.get(here) as number;
      this.parents.set(here, root);
      here = next;
    }
    return root;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    if (a !== b) this.parents.set(Math.max(a, b), Math.min(a, b));
  }
}
