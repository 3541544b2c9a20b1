import { z } from 'zod';
import { EventRef } from './model.ts';

/** How sure it is that a name is a person's: the strongest first. */
export const CERTAINTIES = ['decided', 'exact', 'same text', 'likely'] as const;
export const Certainty = z.enum(CERTAINTIES);
export type Certainty = z.infer<typeof Certainty>;

/** The rules by which names are taken for one person's, each with how sure it makes it. */
export const PERSON_RULES = {
  /** The name that stands for the person. */
  itself: 'exact',
  /** Joined by the analyst. */
  decision: 'decided',
  /** Name and id, or two ids, of one actor in one record. */
  'seen-together': 'exact',
  /** The record of a console role switch names the session before. */
  'switched-role': 'exact',
  /** The session of an instance's role is named by the instance. */
  'instance-session': 'exact',
  /** The same address in several sources. */
  'same-address': 'same text',
  /** The same id in several sources. */
  'same-id': 'exact',
  /** The same account name in several sources. */
  'same-account-name': 'likely',
  /** IAM Identity Center names a role session by the address that the person signs in with. */
  'sso-session-address': 'same text',
  /** An IAM user is named by an address. */
  'iam-user-address': 'same text',
  /** A role session is named by an address; whoever assumes a role chooses that name. */
  'session-address': 'likely',
  /** An address with `@` written as `-`, as in Kubernetes, and no other address gives this text. */
  'kubernetes-name': 'likely',
  /** The address inside the name of a guest account. */
  'guest-address': 'likely',
  /** An account name that is the local part of exactly one address. */
  'local-part': 'likely',
} as const satisfies Record<string, Certainty>;
export type PersonRule = keyof typeof PERSON_RULES;
export const PersonRuleName = z.enum(Object.keys(PERSON_RULES) as [PersonRule, ...PersonRule[]]);

export const PersonKind = z.enum(['person', 'service', 'machine', 'unknown']);
export type PersonKind = z.infer<typeof PersonKind>;

/** A name in one column of one source. */
export const PersonName = z.object({
  /** Names the name in decisions. */
  name_id: z.string(),
  column_name: z.string(),
  event_dataset: z.string(),
  name: z.string(),
  rule: PersonRuleName,
  /** That of the weakest step on the way to the name that stands for the person. */
  certainty: Certainty,
  /** The name that this one hangs on; `null` for the one that stands for the person. */
  via: z.string().nullable(),
  events: z.number(),
  /** The first records that show it. */
  records: z.array(EventRef),
});
export type PersonName = z.infer<typeof PersonName>;

export const PersonDecision = z.object({
  decision: z.number().int(),
  kind: z.enum(['split', 'merge']),
  name: z.string(),
  with_name: z.string().nullable(),
  reason: z.string(),
  decided_at: z.string(),
  decided_by: z.string(),
  undone_at: z.string().nullable(),
  undone_by: z.string().nullable(),
});
export type PersonDecision = z.infer<typeof PersonDecision>;

export const Person = z.object({
  person_id: z.string(),
  /** The name that stands for all of them: the value of column `person`. */
  person: z.string(),
  kind: PersonKind,
  /** The first 500 by events; `names_total` counts them all. */
  names: z.array(PersonName),
  names_total: z.number(),
  /** People that might be the same, and are not taken for it. */
  candidates: z.array(z.object({ person_id: z.string(), person: z.string(), reason: z.string() })),
  /** What was decided about its names, also what was undone. */
  decisions: z.array(PersonDecision),
});
export type Person = z.infer<typeof Person>;
