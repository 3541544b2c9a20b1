import type { TreeDefinition, TreeQuestion } from '../../../../shared/definitions.ts';
import { beside } from './beside.ts';
import { own } from './own.ts';
import { parameters } from './parameters.ts';
import {
  CHANGES,
  WHAT_EXPLAINS,
  clients,
  explained,
  outsideNetworks,
  regions,
  single,
  systems,
  unexplainedForWantOfLogs,
} from './questions.ts';
import { verdicts } from './verdicts.ts';
import facts from './facts.sql?raw';
import subjects from './subjects.sql?raw';
import callsQuery from './queries/calls.sql?raw';
import changesQuery from './queries/changes.sql?raw';

const publicAddresses: TreeQuestion = {
  id: 'public-addresses',
  text: 'From how many public addresses were the credentials used?',
  explain:
    'The credentials are those that EC2 hands to an instance: an AssumedRole session named after it, with a key that begins with ASIA. Calls by services of AWS, from inside AWS and from private addresses do not count. The tree compares public addresses, so it needs two, or one and the address that the instance is known by: from answers of EC2, from GuardDuty, or from calls of another session of the instance. An address that the evidence shows to be the instance’s own at that time is not another’s.',
  delivers: ['H-A1', 'H-A3'],
  answers: [
    {
      answer: 'none',
      when: { fact: 'public_address_count', at_most: 0 },
      reason:
        'None: of {call_count} calls {service_call_count} came from services of AWS, {private_call_count} from private addresses, {other_call_count} from what is no public address.',
      points: -30,
      next: 'verdict:no-public-address',
    },
    {
      answer: 'one, its own',
      when: {
        all: [
          { fact: 'public_address_count', is: 1 },
          { fact: 'not_own_address_count', at_most: 0 },
        ],
      },
      reason: 'One, and the evidence shows that it is the instance’s own: {addresses_listed}.',
      points: -30,
      next: 'verdict:one-own-address',
    },
    {
      answer: 'several, all its own',
      when: { fact: 'not_own_address_count', at_most: 0 },
      reason:
        '{public_address_count}, and the evidence shows that each was the instance’s own when it was used: {addresses_listed}.',
      points: -10,
      next: 'own-systems',
    },
    {
      answer: 'one, not its own',
      when: {
        all: [
          { fact: 'public_address_count', is: 1 },
          { fact: 'own_is_elsewhere', is: 'yes' },
        ],
      },
      reason: 'One: {addresses_listed}. The instance itself is known by another: {own_listed}.',
      points: 10,
      next: 'alone-place',
    },
    {
      answer: 'one, not Amazon’s',
      when: {
        all: [
          { fact: 'public_address_count', is: 1 },
          { fact: 'outside_address_count', known: true },
          { fact: 'outside_address_count', at_least: 1 },
        ],
      },
      reason: 'One, and it is not Amazon’s by {placing_basis}: {outside_listed}.',
      points: -10,
      next: 'verdict:one-address-outside',
    },
    {
      answer: 'one',
      when: { fact: 'public_address_count', is: 1 },
      reason: 'One: {addresses_listed}.',
      points: -30,
      next: 'verdict:one-address',
    },
    {
      answer: 'several',
      when: { fact: 'public_address_count', at_least: 2 },
      reason:
        '{public_address_count}: {addresses_listed}. Calls from them: {public_call_count}; keys of the session: {key_count}.',
      points: 0,
      next: 'outside',
    },
  ],
  unknown: {
    reason: 'No record of the {call_count} calls says where it came from.',
    missing: 'the source addresses of the calls',
    points: 0,
    next: 'verdict:no-addresses',
  },
  records: 'address_records',
  query: callsQuery,
};

const outside: TreeQuestion = {
  id: 'outside',
  text: 'Is at least one of the public addresses not Amazon’s?',
  explain:
    'An instance comes from an address of Amazon’s, unless its traffic leaves through a network of one’s own. An address is Amazon’s by the published ranges where they were imported, else by the network it belongs to.',
  delivers: ['H-A2', 'H-A4'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'outside_address_count', at_least: 1 },
      reason: '{outside_address_count} of {public_address_count} by {placing_basis}: {outside_listed}.',
      points: 30,
      next: 'outside-systems',
    },
    {
      answer: 'no',
      when: { fact: 'outside_address_count', at_most: 0 },
      reason: 'All {public_address_count} are Amazon’s by {placing_basis}: {addresses_listed}.',
      points: -10,
      next: 'aws-systems',
    },
  ],
  unknown: {
    reason:
      'For {unplaced_address_count} of {public_address_count} addresses nothing says whose they are: {addresses_listed}.',
    missing: outsideNetworks,
    points: 0,
    next: 'unplaced-systems',
  },
  records: 'outside_records',
  query: callsQuery,
};

/** H-A6 beside an address outside AWS: is the instance itself seen, and once or more than once? */
const awsAddresses: TreeQuestion = {
  id: 'outside-aws-addresses',
  text: 'How many AWS addresses used the credentials beside those outside AWS?',
  explain:
    'One AWS address is most likely the instance’s own. Without any, its traffic may leave through another network altogether. Several ask where they are.',
  delivers: ['H-A6'],
  answers: [
    {
      answer: 'none',
      when: { fact: 'aws_address_count', at_most: 0 },
      reason: 'None: {addresses_listed}.',
      points: -15,
      next: 'outside-only-clients',
    },
    {
      answer: 'one',
      when: { fact: 'aws_address_count', is: 1 },
      reason: 'One: {addresses_listed}.',
      points: 0,
      next: 'outside-explained',
    },
    {
      answer: 'several',
      when: { fact: 'aws_address_count', at_least: 2 },
      reason: '{aws_address_count}: {addresses_listed}.',
      points: 5,
      next: 'outside-regions',
    },
  ],
  unknown: {
    reason:
      'For {unplaced_address_count} of {public_address_count} addresses nothing says whether they are Amazon’s.',
    missing: outsideNetworks,
    points: 0,
    next: 'outside-explained',
  },
  records: 'aws_records',
  query: callsQuery,
};

/** H-A8 where all addresses are Amazon’s: how good an explanation is decides where to go. */
const awsExplained: TreeQuestion = {
  id: 'aws-explained',
  text: 'Does a call of the EC2 API explain every change of address?',
  explain: WHAT_EXPLAINS,
  delivers: ['H-A8'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'changes_explained', is: 'all' },
      reason: `{change_count} of {change_count} are explained. ${CHANGES}`,
      points: -10,
      next: 'aws-explained-clients',
    },
    {
      answer: 'by a reboot',
      when: { fact: 'changes_explained', is: 'by a reboot' },
      reason: `{reboot_count} of {change_count} only by a reboot, which keeps the public address as a rule. ${CHANGES}`,
      points: -5,
      next: 'aws-weak-clients',
    },
    {
      answer: 'possibly',
      when: { fact: 'changes_explained', is: 'possibly' },
      reason: `{possible_count} of {change_count} only if the instance goes out through another machine or route. ${CHANGES}`,
      points: 0,
      next: 'aws-weak-clients',
    },
    {
      answer: 'no',
      when: { fact: 'changes_explained', is: 'not all' },
      reason: `{unexplained_count} of {change_count} are unexplained. ${CHANGES}`,
      points: 15,
      next: 'aws-kept',
    },
  ],
  unknown: unexplainedForWantOfLogs([5, 'aws-weak-clients']),
  records: 'change_records',
  query: changesQuery,
};

export const tree: TreeDefinition = {
  id: 'aws-instance-credentials',
  version: 2,
  title: 'EC2 instance credentials used from elsewhere',
  purpose:
    'Tells whether the temporary credentials of an EC2 instance were used by somebody else, or whether the instance only got another address.',
  subject: 'principal',
  needs: {
    columns: ['user_type', 'source_address'],
    datasets: ['aws.cloudtrail', 'aws.guardduty'],
    missing: 'CloudTrail',
  },
  parameters,
  base_points: 30,
  root: 'calls',
  questions: [
    ...beside,
    publicAddresses,
    ...own,
    outside,

    systems('outside-systems', {
      yes: [35, 'verdict:outside-other-system'],
      no: [-5, 'outside-aws-addresses'],
      unknown: [0, 'outside-aws-addresses'],
    }),
    awsAddresses,
    clients('outside-only-clients', {
      one: [-20, 'verdict:outside-only'],
      several: [0, 'verdict:outside-only-clients'],
      unknown: [-5, 'verdict:outside-only-clients'],
    }),
    regions('outside-regions', {
      several: [25, 'verdict:outside-and-regions'],
      nearly: [10, 'verdict:outside-unexplained'],
      one: [0, 'verdict:outside-unexplained'],
      unknown: [5, 'verdict:outside-unexplained'],
    }),
    explained('outside-explained', {
      yes: [-35, 'verdict:outside-address-own'],
      weakly: [-10, 'outside-clients'],
      no: [10, 'outside-single'],
      unknown: [0, 'outside-clients'],
    }),
    single('outside-single', {
      yes: [-10, 'outside-clients'],
      no: [5, 'verdict:outside-unexplained'],
      unknown: [0, 'verdict:outside-unexplained'],
    }),
    clients('outside-clients', {
      one: [-15, 'verdict:outside-same-client'],
      several: [10, 'verdict:outside-unexplained'],
      unknown: [-5, 'verdict:outside-same-client'],
    }),

    systems('aws-systems', {
      yes: [40, 'aws-systems-regions'],
      no: [-5, 'aws-regions'],
      unknown: [0, 'aws-regions'],
    }),
    regions('aws-systems-regions', {
      several: [25, 'verdict:other-system-and-region'],
      nearly: [10, 'verdict:other-system'],
      one: [0, 'verdict:other-system'],
      unknown: [5, 'verdict:other-system'],
    }),
    regions('aws-regions', {
      several: [40, 'verdict:other-region'],
      nearly: [15, 'aws-far-explained'],
      one: [-5, 'aws-explained'],
      unknown: [0, 'aws-explained'],
    }),
    explained('aws-far-explained', {
      yes: [-10, 'verdict:explained-far'],
      weakly: [0, 'verdict:far-undecided'],
      no: [25, 'verdict:other-region'],
      unknown: [5, 'verdict:far-undecided'],
    }),
    awsExplained,
    clients('aws-explained-clients', {
      one: [-5, 'verdict:address-moved'],
      several: [5, 'verdict:address-moved-clients'],
      unknown: [5, 'verdict:address-moved-clients'],
    }),
    clients('aws-weak-clients', {
      one: [0, 'verdict:perhaps-moved'],
      several: [20, 'verdict:undecided'],
      unknown: [15, 'verdict:undecided'],
    }),
    single('aws-single', {
      yes: [-5, 'aws-single-clients'],
      no: [10, 'aws-several-clients'],
      unknown: [5, 'verdict:undecided'],
    }),
    clients('aws-single-clients', {
      one: [-5, 'verdict:perhaps-moved'],
      several: [15, 'verdict:undecided'],
      unknown: [10, 'verdict:undecided'],
    }),
    clients('aws-several-clients', {
      one: [0, 'verdict:undecided'],
      several: [20, 'verdict:side-by-side'],
      unknown: [10, 'verdict:undecided'],
    }),

    systems('unplaced-systems', {
      yes: [35, 'verdict:other-system'],
      no: [-5, 'unplaced-explained'],
      unknown: [0, 'unplaced-explained'],
    }),
    explained('unplaced-explained', {
      yes: [-10, 'verdict:explained-unplaced'],
      weakly: [5, 'verdict:unplaced'],
      no: [15, 'verdict:unplaced'],
      unknown: [10, 'verdict:unplaced'],
    }),
  ],
  verdicts,
  subjects: `${subjects} SELECT EXISTS (FROM named) AS found`,
  sql: `${subjects},\n${facts}`,
};
