import type { TreeQuestion } from '../../../../shared/definitions.ts';
import { outsideNetworks, systems } from './questions.ts';
import callsQuery from './queries/calls.sql?raw';
import guarddutyQuery from './queries/guardduty.sql?raw';

const calls: TreeQuestion = {
  id: 'calls',
  text: 'Does CloudTrail hold calls with the credentials?',
  explain:
    'The credentials are those that EC2 hands to an instance: an AssumedRole session named after it, with keys that begin with ASIA and change every few hours. A finding of GuardDuty starts the questions too, but it tells one address and no calls.',
  delivers: ['H-A0'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'has_calls', is: true },
      reason:
        '{call_count} calls of {instance_id} from {first_call_at} to {last_call_at}; keys of the session: {key_count}.',
      points: 0,
      next: 'guardduty',
    },
  ],
  unknown: {
    reason: 'None of {instance_id}. What GuardDuty says: {guardduty_listed}.',
    missing: 'CloudTrail of the account with the calls of the instance',
    points: 0,
    next: 'finding-address',
  },
  records: 'call_records',
  query: guarddutyQuery,
};

const guardduty: TreeQuestion = {
  id: 'guardduty',
  text: 'Does GuardDuty report the credentials, and does CloudTrail show the same?',
  explain:
    'GuardDuty names one address. It agrees with the calls where that address made some and nothing in the evidence shows it to be the instance’s own, a way out of its account or a known network of the organisation. It disagrees where the evidence does, and where it says outside AWS of an address of Amazon’s: traffic that leaves through a gateway of one’s own is a known cause. GuardDuty falls silent on what it has learned, so that its silence says nothing.',
  delivers: ['H-A1'],
  answers: [
    {
      answer: 'no finding',
      when: { fact: 'guardduty', is: 'no finding' },
      reason: 'It does not: {guardduty_listed}.',
      points: 0,
      next: 'foreign-use',
    },
    {
      answer: 'agrees',
      when: { fact: 'guardduty', is: 'agrees' },
      reason: 'It does, and calls came from that address: {guardduty_listed}.',
      points: 10,
      next: 'foreign-use',
    },
    {
      answer: 'disagrees',
      when: { fact: 'guardduty', is: 'disagrees' },
      reason:
        'It does, but by the evidence that address is the instance’s own, a way out of it, or Amazon’s: {guardduty_listed}. The addresses: {addresses_listed}.',
      points: 0,
      next: 'foreign-use',
    },
  ],
  unknown: {
    reason: 'It does, but calls from that address are not in the evidence: {guardduty_listed}.',
    missing: 'CloudTrail with the calls that GuardDuty reports',
    points: 10,
    next: 'foreign-use',
  },
  records: 'guardduty_records',
  query: guarddutyQuery,
};

const DONE =
  'Calls: {foreign_call_count}, of which succeeded: {foreign_succeeded_count}, denied: {foreign_denied_count}, failed otherwise: {foreign_failed_count}. Succeeded: {done_listed}. Tried only: {tried_listed}.';

const foreignUse: TreeQuestion = {
  id: 'foreign-use',
  text: 'What was done from addresses that are shown not to be the instance’s?',
  explain:
    'Shown not to be the instance’s is an address that is neither its own, nor a way out of its account, nor a known network, and that is either other than the address that the instance is known by, or not Amazon’s while others that used the credentials are. A denied call is an attempt: it shows that somebody tried. Sensitive actions are those of the list in the parameters, each with its technique of ATT&CK.',
  delivers: ['H-A2'],
  answers: [
    {
      answer: 'none shown',
      when: { fact: 'foreign_use', is: 'none shown' },
      reason: 'No such address is shown.',
      points: 0,
      next: 'route',
    },
    {
      answer: 'sensitive actions',
      when: { fact: 'foreign_use', is: 'sensitive' },
      reason: `Sensitive calls that succeeded: {sensitive_succeeded_count}, that were tried only: {sensitive_tried_count}. ${DONE}`,
      points: 10,
      next: 'route',
    },
    {
      answer: 'enumeration',
      when: { fact: 'foreign_use', is: 'enumeration' },
      reason: `Resources of {enumerated_services} services were asked for within {enumeration_minutes} minutes. ${DONE}`,
      points: 10,
      next: 'route',
    },
    {
      answer: 'sensitive attempts',
      when: { fact: 'foreign_use', is: 'sensitive attempts' },
      reason: `Sensitive calls that were tried and did not succeed: {sensitive_tried_count}. ${DONE}`,
      points: 5,
      next: 'route',
    },
    {
      answer: 'attempts only',
      when: { fact: 'foreign_use', is: 'attempts only' },
      reason: `Nothing that succeeded. ${DONE}`,
      points: 0,
      next: 'route',
    },
    {
      answer: 'ordinary',
      when: { fact: 'foreign_use', is: 'ordinary' },
      reason: `Nothing that stands out. ${DONE}`,
      points: 0,
      next: 'route',
    },
  ],
  unknown: {
    reason: 'The records do not say what was called.',
    missing: 'the names of the calls',
    points: 0,
    next: 'route',
  },
  records: 'use_records',
  query: callsQuery,
};

/** H-A12 */
const route: TreeQuestion = {
  id: 'route',
  text: 'Which way do the facts point to, by which the credentials left the instance?',
  explain:
    'IMDSv1 answers a plain request, also one that a web service of the instance was made to send (SSRF); IMDSv2 asks for a token first, which such a request seldom can. So delivery by IMDSv1 and use from what is not the instance’s points to SSRF without ruling out code on the instance, and delivery by IMDSv2 points to code on the instance.',
  delivers: ['H-A12'],
  answers: [
    {
      answer: 'no use elsewhere is shown',
      when: { fact: 'route', is: 'none shown' },
      reason: 'None: no address is shown not to be the instance’s. Delivered: {delivery_listed}.',
      points: 0,
      next: 'private-ways',
    },
    {
      answer: 'a forwarded request, or code on the instance',
      when: { fact: 'route', is: 'v1' },
      reason:
        'Handed out by IMDSv1 and used from {foreign_listed}, which is not the instance’s: that points to a request that the instance was made to forward (SSRF), or to code on it. Calls: {delivery_listed}.',
      points: 5,
      next: 'private-ways',
    },
    {
      answer: 'code on the instance',
      when: { fact: 'route', is: 'v2' },
      reason:
        'Handed out by IMDSv2 and used from {foreign_listed}, which is not the instance’s: that points to code on the instance rather than to a forwarded request. Calls: {delivery_listed}.',
      points: 0,
      next: 'private-ways',
    },
  ],
  unknown: {
    reason:
      'Used from {foreign_listed}, which is not the instance’s, but the records do not say by which version of the metadata service the credentials were handed out.',
    missing: 'CloudTrail records with ec2RoleDelivery',
    points: 0,
    next: 'private-ways',
  },
  records: 'route_records',
  query: callsQuery,
};

const privateWays: TreeQuestion = {
  id: 'private-ways',
  text: 'Did calls come by a private way that is not the instance’s?',
  explain:
    'Through an endpoint of a VPC a call comes from a private address, in whosever VPC the endpoint is. An endpoint is new where the account neither made it nor used it before, and the instance had called that service without it. A private address is elsewhere where it lies in no network in which the evidence shows addresses of the instance or its account.',
  delivers: ['H-A1'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'private_ways', is: 'elsewhere' },
      reason: 'As far as the evidence shows: {private_listed}.',
      points: 30,
      next: 'private-outside',
    },
    {
      answer: 'no',
      when: { fact: 'private_ways', is: 'known' },
      reason: 'No: {private_listed}.',
      points: 0,
      next: 'public-addresses',
    },
  ],
  unknown: {
    reason: 'Nothing tells whose they are: {private_listed}.',
    missing: 'calls of EC2 that tell the private addresses of the instance and the endpoints of its account',
    points: 0,
    next: 'public-addresses',
  },
  records: 'private_records',
  query: callsQuery,
};

const privateOutside: TreeQuestion = {
  id: 'private-outside',
  text: 'Were they used from outside AWS as well?',
  explain: 'An address is Amazon’s by the published ranges, by its network, or because calls of EC2 give it.',
  delivers: ['H-A2', 'H-A4'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'outside_address_count', at_least: 1 },
      reason: 'From {outside_address_count} addresses by {placing_basis}: {outside_listed}.',
      points: 20,
      next: 'private-systems',
    },
    {
      answer: 'no',
      when: { fact: 'outside_address_count', at_most: 0 },
      reason: 'No. Public addresses: {addresses_listed}.',
      points: 0,
      next: 'verdict:private-elsewhere',
    },
  ],
  unknown: {
    reason:
      'For {unplaced_address_count} of {public_address_count} public addresses nothing says whose they are.',
    missing: outsideNetworks,
    points: 5,
    next: 'verdict:private-elsewhere',
  },
  records: 'outside_records',
  query: callsQuery,
};

/** What every subject is asked before its public addresses are: whether there are calls, and what stands beside them. */
export const beside: readonly TreeQuestion[] = [
  calls,
  guardduty,
  foreignUse,
  route,
  privateWays,
  privateOutside,
  systems('private-systems', {
    yes: [20, 'verdict:outside-other-system'],
    no: [-5, 'verdict:private-and-outside'],
    unknown: [0, 'verdict:private-and-outside'],
  }),
];
