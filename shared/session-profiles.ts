import { z } from 'zod';
import { Filter } from './filter.ts';
import { Entity, EventRef, Scalar } from './model.ts';

/** Session profiles: which network, country, client and system were used together, by whom, how often and when. */

export const PROFILES_RULE = {
  /** A profile is rare that has fewer records than this, where another of the same user has more. */
  fewer_events_than: 10,
  /** User agents are alike from this similarity on, so that an upgrade makes no new profile. */
  alike: 0.95,
  /** User agents beyond the most used so many are compared with none. */
  compared: 3000,
  /** Texts of one group of alike user agents. */
  texts: 50,
  buckets: 48,
} as const;

/** Slices of time that small charts have in common. */
export const SmallAxis = z.object({
  start: z.string(),
  end: z.string(),
  bucket_seconds: z.number(),
  /** Start of each bucket. */
  buckets: z.array(z.string()),
});
export type SmallAxis = z.infer<typeof SmallAxis>;

export const PROFILE_ORDERS = ['common', 'rare', 'recent'] as const;

export const ProfilesInput = z.strictObject({
  /** `null`: of all users of the case, each by himself. */
  entity: Entity.nullable().default(null),
  /** `alike`: user agents of one program on one machine are one client, whatever the version. */
  clients: z.enum(['alike', 'exact']).default('alike'),
  fewer_events_than: z.number().int().min(2).max(1_000_000_000).default(PROFILES_RULE.fewer_events_than),
  rare_only: z.boolean().default(false),
  order: z.enum(PROFILE_ORDERS).default('rare'),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ProfilesInput = z.infer<typeof ProfilesInput>;

export const SessionProfile = z.object({
  /** `null` on the page of one entity, whose users are taken together. */
  user_name: z.string().nullable(),
  as_number: z.number().nullable(),
  as_organization_name: z.string().nullable(),
  /** Our data does not know the network (or the country): it is what the log says. */
  network_by_log: z.boolean(),
  country_iso_code: z.string().nullable(),
  country_by_log: z.boolean(),
  client_name: z.string().nullable(),
  os_name: z.string().nullable(),
  /** The most used of `texts`. */
  user_agent_original: z.string().nullable(),
  texts: z.number(),
  is_hosting: z.boolean(),
  events: z.number(),
  failures: z.number(),
  /** Of the records of its user, or of the entity. */
  share: z.number(),
  is_rare: z.boolean(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
  addresses_total: z.number(),
  /** The first of them. */
  addresses: z.array(z.string()),
  devices_total: z.number(),
  devices: z.array(z.string()),
  /** How many users of the case have this network, country, client and system. */
  users: z.number(),
  /** The last sign-in with it that succeeded; `null` where there is none. */
  sign_in: EventRef.nullable(),
  /** Records by bucket of the axis. */
  counts: z.array(z.number()),
  /** What exactly its records hold. */
  filters: z.array(Filter),
});
export type SessionProfile = z.infer<typeof SessionProfile>;

export const ProfilesPage = z.object({
  axis: SmallAxis.nullable(),
  /** Records that are of a profile; without an entity those that name a user. */
  events: z.number(),
  total: z.number(),
  rare: z.number(),
  /** Of those asked for: where only rare ones are, as many as `rare`. */
  profiles: z.array(SessionProfile),
});
export type ProfilesPage = z.infer<typeof ProfilesPage>;

export const SIDE_VALUES = 8;

/** What is compared of two sets of records. */
export const SIDE_COLUMNS = [
  'user_name',
  'source_as_number',
  'source_as_organization_name',
  'source_country_iso_code',
  'source_city_name',
  'source_address',
  'source_known_network',
  'client_name',
  'os_name',
  'user_agent_original',
  'device_id',
  'device_fingerprint',
  'event_dataset',
  'application_name',
  'event_action',
  'event_outcome',
  'mfa_method',
  'is_interactive',
  'session_id',
  'access_key_id',
] as const;

const Filters = z.array(Filter).min(1).max(40);

/** Two sets of records to be seen beside each other. */
export const SidesInput = z.strictObject({ a: Filters, b: Filters });
export type SidesInput = z.infer<typeof SidesInput>;

const Side = z.object({
  events: z.number(),
  failures: z.number(),
  first_timestamp: z.string().nullable(),
  last_timestamp: z.string().nullable(),
  counts: z.array(z.number()),
});

/** Of one column: a value counts once on each side that has it. A missing value is none. */
const SideColumn = z.object({
  column: z.string(),
  in_both: z.number(),
  only_a: z.number(),
  only_b: z.number(),
  /** Records of each side without a value. */
  missing_a: z.number(),
  missing_b: z.number(),
  /** Those with the most records: of both sides, of one, of the other. */
  values: z.array(z.object({ value: Scalar, a: z.number(), b: z.number() })),
});
export type SideColumn = z.infer<typeof SideColumn>;

export const Sides = z.object({
  axis: SmallAxis.nullable(),
  a: Side,
  b: Side,
  /** Records that are in both. */
  shared_events: z.number(),
  columns: z.array(SideColumn),
});
export type Sides = z.infer<typeof Sides>;
