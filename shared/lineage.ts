import { z } from 'zod';
import { Entity, EventRef } from './model.ts';

/** Where a credential comes from, and what is said of it. */
export const KEY_ORIGINS = {
  issued: 'A record of this case says by which call it was issued.',
  instance: 'Delivered to an EC2 instance by its metadata service: that needs no record of issuance.',
  lambda: 'Delivered to a Lambda function by its service: that needs no record of issuance.',
  console: 'A session of the AWS console: its key is not named where it begins.',
  'long-term': 'A long-term key; no record in this case says who created it.',
  'not in evidence': 'No issuance record in this case exposes this credential id.',
} as const;
export type KeyOrigin = keyof typeof KEY_ORIGINS;
export const KeyOriginName = z.enum(Object.keys(KEY_ORIGINS) as [KeyOrigin, ...KeyOrigin[]]);

/** How far lineage goes. */
export const LINEAGE_LIMITS = { focus: 20, up: 10, down: 10, keys: 200 } as const;

/** The call that gave a key. A call that was delivered to two accounts is one, with several records. */
export const Issuance = z.object({
  event_action: z.string().nullable(),
  timestamp: z.string(),
  /** The key that the call was made with; `null` for a sign-in, which needs none. */
  by_access_key_id: z.string().nullable(),
  by_principal_arn: z.string().nullable(),
  by_user_name: z.string().nullable(),
  by_person: z.string().nullable(),
  source_address: z.string().nullable(),
  role_arn: z.string().nullable(),
  /** The session that the key is for, as the answer names it. */
  session_arn: z.string().nullable(),
  records: z.array(EventRef),
});
export type Issuance = z.infer<typeof Issuance>;

/** A sign-in or role switch of the same person or session before the first use of a key that no record issued. */
export const LikelyBeginning = EventRef.extend({
  event_action: z.string().nullable(),
  timestamp: z.string(),
  switched_from: z.string().nullable(),
});
export type LikelyBeginning = z.infer<typeof LikelyBeginning>;

export const LineageKey = z.object({
  access_key_id: z.string(),
  /** Steps from the keys that were asked for: 0 for these, below 0 for those before them, above 0 for those they issued. */
  step: z.number().int(),
  origin: KeyOriginName,
  issuance: Issuance.nullable(),
  /** Likely, not exact: no record names the key there. Within 12 hours before the first use. */
  beginning: LikelyBeginning.nullable(),
  /** Calls made with it, over all sources; a call delivered to two accounts counts once, alerts about it do not count. */
  uses: z.number(),
  failures: z.number(),
  first_use: z.string().nullable(),
  last_use: z.string().nullable(),
  datasets: z.array(z.string()),
  /** Who used it, and from where: the first 20 of each. */
  principal_arns: z.array(z.string()),
  persons: z.array(z.string()),
  source_addresses: z.array(z.string()),
  addresses_total: z.number(),
  /** The first uses. */
  records: z.array(EventRef),
  /** Keys that calls with it gave; some may lie beyond the limits. */
  issued_total: z.number(),
  /** Denied calls that would have given a key: attempts, which issue nothing. */
  attempts: z.number(),
  attempt_records: z.array(EventRef),
});
export type LineageKey = z.infer<typeof LineageKey>;

export const Lineage = z.object({
  entity: Entity,
  /** In order of the chain: what was issued stands behind what issued it. */
  keys: z.array(LineageKey),
  /** Keys of the entity; `keys` begins from the first 20 of them by uses. */
  focus_total: z.number(),
  /** Why there may be more than `keys` shows. */
  notes: z.array(z.string()),
});
export type Lineage = z.infer<typeof Lineage>;
