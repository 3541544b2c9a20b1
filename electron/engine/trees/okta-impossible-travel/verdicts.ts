import type { TreeVerdict } from '../../../../shared/definitions.ts';

const BOTH = 'a: {a_at} at {a_time}. b: {b_at} at {b_time}';

export const verdicts: readonly TreeVerdict[] = [
  {
    id: 'one-place-known',
    verdict: 'likely benign',
    reason:
      'The one place that the evidence shows is a known network: {b_at} at {b_time}. {networks_listed}.',
  },
  {
    id: 'one-place',
    verdict: 'inconclusive',
    reason: 'The evidence shows one place only, so there is none to compare it with: {b_at} at {b_time}.',
  },
  {
    id: 'one-place-hosting',
    verdict: 'suspicious',
    reason:
      'The evidence shows one place only, and it is a hosting network or an anonymiser: {b_at} at {b_time}.',
  },
  {
    id: 'attempts-only',
    verdict: 'suspicious',
    reason: `At one end there were attempts, and none succeeded. ${BOTH}.`,
  },
  {
    id: 'outcome-unknown',
    verdict: 'inconclusive',
    reason: `At one end nothing says whether a sign-in succeeded. ${BOTH}.`,
  },
  {
    id: 'both-known',
    verdict: 'benign',
    reason: `{subject_name} came from two networks of the organisation. {networks_listed}.`,
  },
  {
    id: 'both-learned',
    verdict: 'likely benign',
    reason: `{subject_name} came from two networks from which company devices talk. {networks_listed}.`,
  },
  {
    id: 'session-two-clients',
    verdict: 'malicious',
    reason: `One session of {subject_name} was used by two clients in two places: {a_clients} and {b_clients}. ${BOTH}.`,
  },
  {
    id: 'same-device-and-factor',
    verdict: 'benign',
    reason: `Both ends come from the same device and passed the same factor ({b_factors}): the same {device_basis}. ${BOTH}.`,
  },
  {
    id: 'same-device',
    verdict: 'likely benign',
    reason: `Both ends come from the same device: the same {device_basis}. ${BOTH}.`,
  },
  {
    id: 'same-client-and-factor',
    verdict: 'likely benign',
    reason: `One client at both ends, and the same factor ({b_factors}). ${BOTH}.`,
  },
  {
    id: 'same-client-moving',
    verdict: 'likely benign',
    reason: `One client at both ends, over a network that moves people: {networks_listed}.`,
  },
  {
    id: 'same-client-travelled',
    verdict: 'likely benign',
    reason: `One client at both ends, and there was time for the way: {speed_listed}.`,
  },
  {
    id: 'same-client-hosting',
    verdict: 'suspicious',
    reason: `Nothing tells the clients apart, but one end is a hosting network or an anonymiser, and they share no factor. {networks_listed}.`,
  },
  {
    id: 'known-clients',
    verdict: 'likely benign',
    reason: `The clients differ, and {subject_name} had used both before: {old_clients}. ${BOTH}.`,
  },
  {
    id: 'attempts-apart',
    verdict: 'suspicious',
    reason: `Failed attempts tell the two ends apart: failed a {a_failure_count}, b {b_failure_count}; refused pushes a {a_refused_pushes}, b {b_refused_pushes}. ${BOTH}.`,
  },
  {
    id: 'undecided',
    verdict: 'inconclusive',
    reason: `Nothing decides whether both ends are {subject_name}. ${BOTH}. {speed_listed}.`,
  },
  {
    id: 'new-device-hosting',
    verdict: 'suspicious',
    reason: `Both ends come from one device, whose client is not known of {subject_name} from earlier days, and one is a hosting network or an anonymiser: one person, perhaps another. {networks_listed}. ${BOTH}.`,
  },
  {
    id: 'new-client',
    verdict: 'suspicious',
    reason: `The clients of the two ends ({a_clients}; {b_clients}) are not all known of {subject_name} from earlier days. ${BOTH}.`,
  },
  {
    id: 'new-client-attempts',
    verdict: 'malicious',
    reason: `The clients of the two ends ({a_clients}; {b_clients}) are not all known of {subject_name} from earlier days, and failed attempts tell them apart: failed a {a_failure_count}, b {b_failure_count}; refused pushes a {a_refused_pushes}, b {b_refused_pushes}. ${BOTH}.`,
  },
  {
    id: 'new-client-hosting',
    verdict: 'malicious',
    reason: `The clients of the two ends ({a_clients}; {b_clients}) are not all known of {subject_name} from earlier days, they share no factor, and one is a hosting network or an anonymiser. {networks_listed}. ${BOTH}.`,
  },
];
