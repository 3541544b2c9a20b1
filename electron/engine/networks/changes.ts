import {
  MINIMUM_DEFAULTS,
  type KnownNetwork,
  type Minimums,
  type NetworkInput,
  type NetworkKind,
} from '../../../shared/networks.ts';
import type { Connection } from '../db/database.ts';
import { readNetworks } from './exchange.ts';
import { learnedNetwork } from './learned.ts';
import { canonicalPrefix } from './prefix.ts';
import { knownNetwork, readMinimums } from './stored.ts';

/** What is to be changed, checked before anything is. */
export interface NetworksChange {
  keep: KnownNetwork[];
  forget: string[];
  minimums: Minimums | null;
  audit: { action: string; subject: string | null; detail: string | null };
}

const NOTHING = { keep: [], forget: [], minimums: null };

/** Adds a network, or changes the one whose prefix `replaces` names. Throws one line where it cannot be. */
export async function savingOf(desk: Connection, input: NetworkInput): Promise<NetworksChange> {
  const prefix = canonicalPrefix(input.prefix);
  const before = input.replaces === undefined ? null : await requireKnown(desk, input.replaces);
  const there = await knownNetwork(desk, prefix);
  if (there && there.prefix !== before?.prefix)
    throw new Error(`${prefix} is in the list already, as ${JSON.stringify(there.name)}: change that one`);
  const kept: KnownNetwork = {
    prefix,
    name: input.name,
    kind: input.kind,
    status: before?.status === 'rejected' ? 'rejected' : 'confirmed',
    reason: input.reason?.trim() || null,
    origin: before?.origin ?? 'given',
  };
  return {
    ...NOTHING,
    keep: [kept],
    forget: before ? [before.prefix] : [],
    audit: { action: 'network.saved', subject: prefix, detail: JSON.stringify({ before, now: kept }) },
  };
}

/** What was learned of the prefix stays learned. */
export async function removalOf(desk: Connection, prefix: string): Promise<NetworksChange> {
  const before = await requireKnown(desk, prefix);
  const audit = { action: 'network.removed', subject: before.prefix, detail: JSON.stringify(before) };
  return { ...NOTHING, forget: [before.prefix], audit };
}

async function requireKnown(desk: Connection, written: string): Promise<KnownNetwork> {
  const prefix = canonicalPrefix(written);
  const known = await knownNetwork(desk, prefix);
  if (!known) throw new Error(`${prefix} is not in the list of known networks`);
  return known;
}

export interface Decision {
  prefix: string;
  status: 'confirmed' | 'rejected' | 'undecided';
  name?: string | undefined;
  kind?: NetworkKind | undefined;
  reason: string | null;
}

/** Confirms or rejects a learned network, or one in the list, or takes the decision back. */
export async function decisionOf(desk: Connection, decision: Decision): Promise<NetworksChange> {
  const prefix = canonicalPrefix(decision.prefix);
  const [known, learned] = [await knownNetwork(desk, prefix), await learnedNetwork(desk, prefix)];
  const before = known ?? learned;
  if (!before) throw new Error(`${prefix} was neither learned nor given: add it first`);
  const audit = {
    action: `network.${decision.status}`,
    subject: prefix,
    detail: decision.reason?.trim() || null,
  };
  if (decision.status === 'undecided') {
    if (!learned) throw new Error(`${prefix} was not learned in this case: remove it instead`);
    return { ...NOTHING, forget: [prefix], audit };
  }
  const kept: KnownNetwork = {
    prefix,
    name: decision.name?.trim() || before.name,
    kind: decision.kind ?? before.kind,
    status: decision.status,
    reason: audit.detail,
    origin: known?.origin ?? 'learned',
  };
  return { ...NOTHING, keep: [kept], audit };
}

/** What is not given has its default. */
export function minimumsOf(given: {
  devices?: number | undefined;
  days?: number | undefined;
}): NetworksChange {
  const minimums = {
    devices: given.devices ?? MINIMUM_DEFAULTS.devices,
    days: given.days ?? MINIMUM_DEFAULTS.days,
  };
  const audit = { action: 'networks.minimums', subject: null, detail: JSON.stringify(minimums) };
  return { ...NOTHING, minimums, audit };
}

/** Takes in a file of networks: each replaces what is kept of its prefix, but what was only learned elsewhere replaces no decision. */
export async function importOf(desk: Connection, text: string): Promise<NetworksChange> {
  const { networks, minimums } = readNetworks(text);
  const keep: KnownNetwork[] = [];
  for (const one of networks) {
    const there = one.status === 'learned' ? await knownNetwork(desk, one.prefix) : null;
    if (!there || there.status === 'learned') keep.push(one);
  }
  const detail = `${keep.length} of ${networks.length} networks${minimums ? `, minimums ${JSON.stringify({ before: await readMinimums(desk), now: minimums })}` : ''}`;
  return { ...NOTHING, keep, minimums, audit: { action: 'networks.imported', subject: null, detail } };
}
