import type { PersonKind } from '../../../shared/people.ts';
import { NameGraph, noteFirst, recordsOf, type Node, type Seen } from './graph.ts';
import {
  arnName,
  bareLogin,
  guestAddress,
  idOf,
  isFreeMail,
  isIamUser,
  isInstance,
  isShared,
  isSsoRole,
  isTelling,
  localPart,
  loginDomain,
  nameOf,
  ownNameIn,
  sessionOf,
  type Name,
} from './names.ts';

/** What one actor is called in the records of one source: distinct values, with the first record. */
export interface Actor extends Seen {
  event_dataset: string;
  user_name: string | null;
  user_id: string | null;
  user_type: string | null;
  principal_arn: string | null;
  principal_id: string | null;
  events: number;
}

/** A console role switch: the ARN of the session before and after. */
export interface Switch extends Seen {
  switched_from: string;
  principal_arn: string;
}

/** Two people that might be one, by name keys, and why they are not taken for one. */
export interface Candidate {
  a: string;
  b: string;
  reason: CandidateReason;
}
type CandidateReason =
  | 'one word that may be a first name'
  | 'several people have this account name'
  | 'the same name in another domain';

/** An id with more addresses is no person's own. */
const MOST_ADDRESSES = 5;
/** IAM Identity Center's own account names, apart from those of machines and directories. */
const SSO_DOMAIN = 'aws sso';
const KUBERNETES = 'kubernetes.audit';
const SERVICE_TYPE = /service|managed identity|^system|app$|^node$|anonymous/i;
const PERSON_TYPE = /^(user|member|guest|iamuser|identitycenteruser)$/i;

/** Ids of a user that stand beside an account name, which is no proof by itself: two people may be called so. */
type Partners = Map<string, Map<string, Seen[]>>;

/** Joins the names by the rules. The order of the input does not matter. */
export function applyRules(
  actors: Iterable<Actor>,
  switches: Iterable<Switch>,
): { graph: NameGraph; candidates: Candidate[] } {
  const graph = new NameGraph();
  const pairs = new PairsSeen();
  for (const actor of actors) readActor(graph, pairs, actor);
  pairs.join(graph);
  for (const one of switches) readSwitch(graph, one);
  const nodes = graph.sortedNodes();
  for (const node of nodes) joinOwnName(graph, node);
  for (const node of nodes) joinChosenName(graph, node);
  for (const node of nodes) joinGuest(graph, node);
  const byLocalPart = addressesByLocalPart(graph);
  for (const node of nodes) joinByOwnLocalPart(graph, node, byLocalPart);
  const ambiguous = joinPartners(graph, pairs);
  joinKubernetesNames(graph, nodes);
  const logins = graph.sortedNodes().filter((node) => node.kind === 'login');
  const candidates = joinLogins(graph, logins, ambiguous, byLocalPart);
  return { graph, candidates: [...candidates, ...otherDomains(graph, byLocalPart)] };
}

/** Names and ids that stand together in a record, kept until it is known which of them several people have. */
class PairsSeen {
  readonly partners: Partners = new Map();
  /** Account names that were seen without an id. */
  readonly alone = new Set<string>();
  private readonly strong: Partners = new Map();
  private readonly addresses = new Map<string, Set<string>>();

  note(a: Node, b: Node, seen: Seen): void {
    const [first, second] = a.key < b.key ? [a.key, b.key] : [b.key, a.key];
    noteFirst(
      at(
        at(this.strong, first, () => new Map<string, Seen[]>()),
        second,
        () => [],
      ),
      seen,
    );
    if (a.kind === 'address') at(this.addresses, b.key, () => new Set<string>()).add(a.key);
    if (b.kind === 'address') at(this.addresses, a.key, () => new Set<string>()).add(b.key);
  }

  noteLogin(login: Node, id: Node, seen: Seen): void {
    noteFirst(
      at(
        at(this.partners, login.key, () => new Map<string, Seen[]>()),
        id.key,
        () => [],
      ),
      seen,
    );
  }

  join(graph: NameGraph): void {
    const isCommon = (key: string) => (this.addresses.get(key)?.size ?? 0) > MOST_ADDRESSES;
    for (const [a, others] of this.strong)
      for (const [b, records] of others)
        if (!isCommon(a) && !isCommon(b)) graph.join(a, b, 'seen-together', records);
  }
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** The columns that name an actor, each with how its text is read. */
const COLUMNS = [
  ['principal_arn', arnName],
  ['principal_id', idOf],
  ['user_id', idOf],
] as const;

/** The name that the ids of an actor give: the first of its columns that names somebody. */
export function idNameOf(actor: Pick<Actor, 'principal_arn' | 'principal_id' | 'user_id'>): Name | null {
  for (const [column, read] of COLUMNS) {
    const text = actor[column];
    const name = text === null ? null : read(text);
    if (name) return name;
  }
  return null;
}

function readActor(graph: NameGraph, pairs: PairsSeen, actor: Actor): void {
  const { event_dataset, events, timestamp, evidence_id, record } = actor;
  const seen = { timestamp, evidence_id, record };
  const is = kindOf(actor);
  const noted = (column: string, text: string, name: Name): Node => {
    const node = graph.add(name);
    if (is) node.is.add(is);
    graph.see(node, column, event_dataset, text, events, seen);
    return node;
  };
  const ids: Node[] = [];
  for (const [column, read] of COLUMNS) {
    const text = actor[column];
    const name = text === null ? null : read(text);
    if (text === null || !name || ids.some((one) => one.key === name.key)) continue;
    ids.push(noted(column, text, name));
  }
  ids.slice(1).forEach((id) => pairs.note(ids[0] as Node, id, seen));
  const name = actor.user_name === null || isRoleName(actor) ? null : nameOf(actor.user_name);
  if (!name) return;
  const own = noted('user_name', actor.user_name as string, name);
  if (own.kind === 'login' && ids.length === 0) pairs.alone.add(own.key);
  for (const id of ids)
    if (own.kind === 'login') pairs.noteLogin(own, id, seen);
    else if (own.key !== id.key) pairs.note(own, id, seen);
}

/** CloudTrail gives a session the name of its role, which many people share. */
export function isRoleName(
  actor: Pick<Actor, 'user_name' | 'user_type' | 'principal_arn' | 'event_dataset'>,
): boolean {
  const role = actor.principal_arn === null ? null : sessionOf(actor.principal_arn.toLowerCase())?.role;
  if (role) return role === actor.user_name?.toLowerCase();
  return (
    actor.event_dataset !== KUBERNETES && (actor.user_type === 'AssumedRole' || actor.user_type === 'Role')
  );
}

function kindOf({ user_type, event_dataset }: Actor): PersonKind | null {
  if (user_type === null) return null;
  if (SERVICE_TYPE.test(user_type)) return 'service';
  return event_dataset !== KUBERNETES && PERSON_TYPE.test(user_type) ? 'person' : null;
}

function readSwitch(graph: NameGraph, one: Switch): void {
  const from = arnName(one.switched_from);
  const to = arnName(one.principal_arn);
  const { timestamp, evidence_id, record } = one;
  if (from && to) {
    const seen = { timestamp, evidence_id, record };
    graph.join(graph.add(from).key, graph.add(to).key, 'switched-role', [seen]);
  }
}

/** An instance or an address that a session or an IAM user is named by. */
function joinOwnName(graph: NameGraph, node: Node): void {
  const own = ownNameIn(node);
  const name = own === '' ? null : nameOf(own);
  if (!name) return;
  if (isInstance(own)) graph.join(node.key, graph.add(name).key, 'instance-session', recordsOf(node));
  if (isSso(node) && name.kind === 'login') {
    const login = nameOf(`${SSO_DOMAIN}\\${own}`);
    if (login) graph.join(node.key, graph.add(login).key, 'same-account-name', recordsOf(node));
  }
  if (name.kind !== 'address') return;
  if (isSso(node)) graph.join(node.key, graph.add(name).key, 'sso-session-address', recordsOf(node));
  if (isIamUser(node)) graph.join(node.key, graph.add(name).key, 'iam-user-address', recordsOf(node));
}

/** An address as the name of another session: whoever assumes a role chooses that name. */
function joinChosenName(graph: NameGraph, node: Node): void {
  if (isSso(node) || isIamUser(node)) return;
  const name = nameOf(ownNameIn(node));
  if (name?.kind === 'address')
    graph.joinLikely(node.key, graph.add(name).key, 'session-address', recordsOf(node));
}

const isSso = (node: Node): boolean => node.kind === 'arn' && isSsoRole(sessionOf(node.text)?.role ?? '');

function joinGuest(graph: NameGraph, node: Node): void {
  const home = node.kind === 'address' ? guestAddress(node.text) : null;
  const other = home === null ? null : nameOf(home);
  if (other && graph.nodes.has(other.key)) graph.join(node.key, other.key, 'guest-address', recordsOf(node));
}

type ByLocalPart = ReadonlyMap<string, readonly Node[]>;

/** Addresses of one person each, by what stands before the `@`. */
function addressesByLocalPart(graph: NameGraph): ByLocalPart {
  const found = new Map<string, Node[]>();
  for (const node of graph.sortedNodes()) {
    if (node.kind !== 'address' || isFreeMail(node.text) || isShared(localPart(node.text))) continue;
    at(found, localPart(node.text), () => []).push(node);
  }
  return found;
}

/** One address for each person that has one with this local part. */
function peopleCalled(graph: NameGraph, login: string, byLocalPart: ByLocalPart): Node[] {
  const groups = new Map<string, Node>();
  for (const node of byLocalPart.get(login) ?? []) at(groups, graph.groupOf(node.key), () => node);
  return [...groups.values()];
}

/** IAM users of several accounts who are called like one address. */
function joinByOwnLocalPart(graph: NameGraph, node: Node, byLocalPart: ByLocalPart): void {
  if (!isIamUser(node)) return;
  const own = ownNameIn(node);
  const [only, ...more] = isTelling(own) ? peopleCalled(graph, own, byLocalPart) : [];
  if (only && more.length === 0) graph.joinLikely(node.key, only.key, 'local-part', recordsOf(node));
}

/** Account names whose ids are all one person's belong to that person. Gives those that several people have. */
function joinPartners(graph: NameGraph, { partners, alone }: PairsSeen): Set<string> {
  const ambiguous = new Set<string>();
  const judged = [...partners].sort(([a], [b]) => (a < b ? -1 : 1));
  const judgements = judged.map(([key, ids]) => judge(graph, key, ids, alone.has(key)));
  judged.forEach(([key, ids], index) => {
    if (judgements[index] === 'several') ambiguous.add(key);
    if (judgements[index] !== 'one') return;
    const sorted = [...ids].sort(
      ([a], [b]) => Number(graph.hasAddress(b)) - Number(graph.hasAddress(a)) || (a < b ? -1 : 1),
    );
    const first = graph.groupOf(sorted[0]?.[0] ?? key);
    for (const [id, records] of sorted)
      if (graph.groupOf(id) === first || graph.groupOf(id) === graph.groupOf(key))
        graph.join(key, id, 'seen-together', records);
      else graph.joinLikely(key, id, 'same-account-name', records);
  });
  return ambiguous;
}

/**
 * Whether the ids beside an account name are of one person. A single word is taken only where it never stands without an id; a telling
 * name may be that of ids in several systems, but not of two in the same one.
 */
function judge(graph: NameGraph, key: string, ids: ReadonlyMap<string, unknown>, isAlone: boolean) {
  const login = bareLogin(graph.nodes.get(key)?.text ?? '');
  if (isShared(login)) return 'nobody';
  const groups = new Set([...ids.keys()].map((id) => graph.groupOf(id)));
  if (!isTelling(login)) return groups.size > 1 ? 'several' : isAlone ? 'nobody' : 'one';
  const systems = new Map<string, string>();
  for (const id of ids.keys()) {
    const group = graph.groupOf(id);
    const claims = [systemOf(id), ...(graph.hasAddress(id) ? ['address'] : [])];
    for (const claim of claims)
      if (at(systems, claim, () => group) !== group && claim !== 'iam user') return 'several';
  }
  return 'one';
}

/** What gives ids of a kind, each of which is another account. */
function systemOf(key: string): string {
  if (/^arn:.*:user\/|^id:aida/.test(key)) return 'iam user';
  if (/^(arn|session):/.test(key)) return 'role session';
  return /^id:(s-1|00u)/.exec(key)?.[1] ?? 'directory';
}

/** `ada-example.com` where no id says whose it is. */
function joinKubernetesNames(graph: NameGraph, nodes: readonly Node[]): void {
  const written = new Map<string, Node[]>();
  for (const node of nodes)
    if (node.kind === 'address') at(written, node.text.replace('@', '-'), () => []).push(node);
  for (const node of nodes) {
    if (node.kind !== 'login' || graph.hasAddress(node.key)) continue;
    if (!node.sightings.some((one) => one.event_dataset === KUBERNETES)) continue;
    const [only, ...more] = written.get(node.text) ?? [];
    if (only && more.length === 0) graph.joinLikely(node.key, only.key, 'kubernetes-name', recordsOf(node));
  }
}

/** Account names that are the local part of one person's address; the others are named as candidates. */
function joinLogins(
  graph: NameGraph,
  logins: readonly Node[],
  ambiguous: ReadonlySet<string>,
  byLocalPart: ByLocalPart,
): Candidate[] {
  const domains = new Map<string, Set<string>>();
  for (const { text } of logins) {
    const domain = loginDomain(text);
    if (domain !== null && domain !== SSO_DOMAIN)
      at(domains, bareLogin(text), () => new Set<string>()).add(domain);
  }
  return logins.flatMap((node) => {
    const login = bareLogin(node.text);
    const people =
      graph.hasAddress(node.key) || isShared(login) ? [] : peopleCalled(graph, login, byLocalPart);
    const isOne = people.length === 1 && !ambiguous.has(node.key) && (domains.get(login)?.size ?? 0) < 2;
    if (isOne && isTelling(login)) {
      graph.joinLikely(node.key, (people[0] as Node).key, 'local-part', recordsOf(node));
      return [];
    }
    const reason = isOne ? 'one word that may be a first name' : 'several people have this account name';
    return people.map((one): Candidate => ({ a: node.key, b: one.key, reason }));
  });
}

/** People whose addresses differ in the domain only. */
function otherDomains(graph: NameGraph, byLocalPart: ByLocalPart): Candidate[] {
  return [...byLocalPart.keys()].flatMap((login) => {
    const [first, ...others] = isTelling(login) ? peopleCalled(graph, login, byLocalPart) : [];
    if (!first) return [];
    return others.map((one): Candidate => ({
      a: first.key,
      b: one.key,
      reason: 'the same name in another domain',
    }));
  });
}
