import { z } from 'zod';
import { EventRef } from './model.ts';

/** Networks from which the organisation itself comes: given by a person, or learned from its agents. */

export const NETWORK_KINDS = ['office', 'vpn', 'proxy', 'cloud', 'other'] as const;
export const NetworkKind = z.enum(NETWORK_KINDS);
export type NetworkKind = z.infer<typeof NetworkKind>;

/** `learned`: taken along from another case, where nobody had decided on it. */
export const NETWORK_STATUSES = ['confirmed', 'rejected', 'learned'] as const;
export const NetworkStatus = z.enum(NETWORK_STATUSES);
export type NetworkStatus = z.infer<typeof NetworkStatus>;

/** From which on an address of agents counts as the organisation's. */
export const Minimums = z.strictObject({
  devices: z.number().int().min(1).max(1_000_000),
  days: z.number().int().min(1).max(100_000),
});
export type Minimums = z.infer<typeof Minimums>;
export const MINIMUM_DEFAULTS: Minimums = { devices: 3, days: 2 };

/** A network as it is kept and carried to the next case. `prefix` is canonical: `192.0.2.0/24`, `2001:db8::/48`. */
export const KnownNetwork = z.object({
  prefix: z.string(),
  name: z.string(),
  kind: NetworkKind,
  status: NetworkStatus,
  reason: z.string().nullable(),
  /** Whether a person named the network or decided on one that was learned. */
  origin: z.enum(['given', 'learned']),
});
export type KnownNetwork = z.infer<typeof KnownNetwork>;

/** A public address (IPv4) or smallest subnet (IPv6, /64) from which agents talked. */
export const LearnedNetwork = z.object({
  prefix: z.string(),
  /** What it is called where nobody named it. */
  name: z.string(),
  kind: NetworkKind,
  /** Devices that are surely different: one with several agents is one. */
  devices: z.number().int(),
  /** Days of UTC. */
  days: z.number().int(),
  events: z.number().int(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
  datasets: z.array(z.string()),
  /** The cloud that the address belongs to; its region begins with `~` where it is approximate. */
  cloud: z.string().nullable(),
  /** Why its network is called a hosting network; `null`: not on our list. */
  hosting_reason: z.string().nullable(),
  as_number: z.number().nullable(),
  as_organization_name: z.string().nullable(),
  /** It meets the minimums. */
  counts: z.boolean(),
  /** What a person decided on exactly this prefix. */
  decision: z.enum(['confirmed', 'rejected']).nullable(),
  /** The first record of each device, at most ten, and the last record of all. */
  events_cited: z.array(EventRef),
});
export type LearnedNetwork = z.infer<typeof LearnedNetwork>;

/** What agents told of their addresses at all: where there is none, that an address is not known says nothing. */
export const AgentCoverage = z.object({
  dataset: z.string(),
  events: z.number().int(),
  devices: z.number().int(),
  addresses: z.number().int(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
});
export type AgentCoverage = z.infer<typeof AgentCoverage>;

export const NetworkInput = z.strictObject({
  /** CIDR or a single address. */
  prefix: z.string().min(1),
  name: z.string().trim().min(1),
  kind: NetworkKind,
  reason: z.string().nullable().default(null),
  /** The prefix that it had before, where it is changed. */
  replaces: z.string().optional(),
});
export type NetworkInput = z.infer<typeof NetworkInput>;

/** The name of the JSON form of exported networks. */
export const NETWORKS_FORMAT = 'interloper-networks';
