import type { TreeDefinition, TreeQuestion } from '../../../../shared/definitions.ts';
import sql from './facts.sql?raw';

/** Points and the next question or verdict. */
type Way = readonly [points: number, next: string];

const outsideNetworks = 'Amazon’s ip-ranges.json, or network data that knows the addresses';

/** H-A5: two operating systems mean two machines. */
const systems = (id: string, to: { yes: Way; no: Way; unknown: Way }): TreeQuestion => ({
  id,
  text: 'Do the user agents name several operating systems?',
  explain:
    'The credentials of one instance belong to one machine. Two operating systems are two machines. Two versions of Linux are not counted: an update changes them, and so does a container.',
  delivers: ['H-A5'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'os_count', at_least: 2 },
      reason: '{os_count} operating systems: {operating_systems}.',
      points: to.yes[0],
      next: to.yes[1],
    },
    {
      answer: 'no',
      when: { fact: 'os_count', at_most: 1 },
      reason: 'One operating system from every public address: {operating_systems}; {kernels_listed}.',
      points: to.no[0],
      next: to.no[1],
    },
  ],
  unknown: {
    reason:
      'From {addresses_without_os} of {public_address_count} public addresses no user agent names an operating system; from the others: {operating_systems}.',
    missing: 'user agents that name the operating system',
    points: to.unknown[0],
    next: to.unknown[1],
  },
  records: 'system_records',
});

/** H-A7: what is legitimate stays in its region. */
const regions = (id: string, to: { several: Way; nearly: Way; one: Way; unknown: Way }): TreeQuestion => ({
  id,
  text: 'Do the AWS addresses lie in more than one AWS region?',
  explain:
    'A new address of an instance, of its proxy or of its gateway is in the same region as the old one. A region without ~ comes from Amazon’s published ranges. With ~ it is the region nearest to the place of the address: enough to count for less when two differ, not enough to say that two are the same.',
  delivers: ['H-A6', 'H-A7'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'aws_region_spread', is: 'several' },
      reason: '{aws_address_count} AWS addresses in several regions: {aws_regions}.',
      points: to.several[0],
      next: to.several[1],
    },
    {
      answer: 'approximately',
      when: { fact: 'aws_region_spread', is: 'approximately several' },
      reason:
        '{aws_address_count} AWS addresses in several regions, as far as their places tell: {aws_regions}. Amazon’s ip-ranges.json would make sure.',
      points: to.nearly[0],
      next: to.nearly[1],
    },
    {
      answer: 'no',
      when: { fact: 'aws_region_spread', is: 'one' },
      reason: '{aws_address_count} AWS addresses, all in {aws_regions}.',
      points: to.one[0],
      next: to.one[1],
    },
  ],
  unknown: {
    reason:
      'The regions of {aws_address_count} AWS addresses are not known exactly: {aws_regions}. That they look alike does not say that they are.',
    missing: 'Amazon’s ip-ranges.json',
    points: to.unknown[0],
    next: to.unknown[1],
  },
  records: 'aws_records',
});

const WHAT_EXPLAINS =
  'Looked for, between the last call from the old address and the first from the new: successful calls that change addresses (StartInstances, StopInstances, AssociateAddress and others) and name this instance or one of the two addresses. RebootInstances counts for less, because EC2 keeps the public address over a reboot as a rule. A call for another machine or a route in the same region explains a change only if the instance goes out through it. An address outside AWS is explained only by a call that names it.';
const CHANGES = 'Changes of address: {changes_listed}.';

/** H-A8 in a branch where a weak explanation is as good as another weak one. */
const explained = (id: string, to: { yes: Way; weakly: Way; no: Way; unknown: Way }): TreeQuestion => ({
  id,
  text: 'Does a call of the EC2 API explain every change of address?',
  explain: WHAT_EXPLAINS,
  delivers: ['H-A8'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'changes_explained', is: 'all' },
      reason: `{change_count} of {change_count} are explained. ${CHANGES}`,
      points: to.yes[0],
      next: to.yes[1],
    },
    {
      answer: 'weakly',
      when: {
        any: [
          { fact: 'changes_explained', is: 'by a reboot' },
          { fact: 'changes_explained', is: 'possibly' },
        ],
      },
      reason: `{reboot_count} of {change_count} only by a reboot, {possible_count} only if the instance goes out through another machine or route. ${CHANGES}`,
      points: to.weakly[0],
      next: to.weakly[1],
    },
    {
      answer: 'no',
      when: { fact: 'changes_explained', is: 'not all' },
      reason: `{unexplained_count} of {change_count} are unexplained. ${CHANGES}`,
      points: to.no[0],
      next: to.no[1],
    },
  ],
  unknown: unexplainedForWantOfLogs(to.unknown),
  records: 'change_records',
});

const unexplainedForWantOfLogs = ([points, next]: Way): TreeQuestion['unknown'] => ({
  reason: `For {unanswered_count} of {change_count} no management event of anyone else in the account is near, so that the log may lack the call. ${CHANGES}`,
  missing: 'CloudTrail management events of the account at the time of the changes',
  points,
  next,
});

/** H-A9 */
const single = (id: string, to: { yes: Way; no: Way; unknown: Way }): TreeQuestion => ({
  id,
  text: 'Was there only a single change of address?',
  explain:
    'An instance that got another address stays there. Two machines that use the credentials side by side make the address change back and forth.',
  delivers: ['H-A9'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'change_count', is: 1 },
      reason: `One change. ${CHANGES}`,
      points: to.yes[0],
      next: to.yes[1],
    },
    {
      answer: 'no',
      when: { not: { fact: 'change_count', is: 1 } },
      reason: `{change_count} changes. ${CHANGES}`,
      points: to.no[0],
      next: to.no[1],
    },
  ],
  unknown: {
    reason: 'The calls cannot be put in order.',
    missing: 'the times of the calls',
    points: to.unknown[0],
    next: to.unknown[1],
  },
  records: 'change_records',
});

/** H-A10 */
const clients = (id: string, to: { one: Way; several: Way; unknown: Way }): TreeQuestion => ({
  id,
  text: 'Did all calls from public addresses carry the very same user agent?',
  explain:
    'One program on one machine sends one text. Several texts are no sign of anything by themselves: a machine runs several programs.',
  delivers: ['H-A10'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'client_count', is: 1 },
      reason: 'One user agent: {user_agents}.',
      points: to.one[0],
      next: to.one[1],
    },
    {
      answer: 'no',
      when: { fact: 'client_count', at_least: 2 },
      reason: '{client_count} user agents: {user_agents}.',
      points: to.several[0],
      next: to.several[1],
    },
  ],
  unknown: {
    reason: 'Some calls carry no user agent; the others: {user_agents}.',
    missing: 'the user agents of all calls',
    points: to.unknown[0],
    next: to.unknown[1],
  },
  records: 'client_records',
});

const publicAddresses: TreeQuestion = {
  id: 'public-addresses',
  text: 'From how many public addresses were the credentials used?',
  explain:
    'The credentials are those that EC2 hands to an instance: an AssumedRole session named after it, with a key that begins with ASIA. Calls by services of AWS, from inside AWS and from private addresses do not count. The tree compares public addresses, so it needs two.',
  delivers: ['H-A0', 'H-A1', 'H-A3'],
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
      next: 'aws-single',
    },
  ],
  unknown: unexplainedForWantOfLogs([5, 'aws-weak-clients']),
  records: 'change_records',
};

export const tree: TreeDefinition = {
  id: 'aws-instance-credentials',
  version: 1,
  title: 'EC2 instance credentials used from several addresses',
  purpose:
    'Tells whether the temporary credentials of an EC2 instance were used by somebody else, or whether the instance only got another address.',
  subject: 'principal',
  needs: {
    columns: ['principal_arn', 'source_address'],
    datasets: ['aws.cloudtrail'],
    missing: 'CloudTrail',
  },
  parameters: [],
  base_points: 30,
  root: 'public-addresses',
  questions: [
    publicAddresses,
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
  verdicts: [
    {
      id: 'no-public-address',
      verdict: 'not applicable',
      reason:
        'No call came from a public address, so there are none to compare: of {call_count} calls {service_call_count} came from services of AWS, {private_call_count} from private addresses, {other_call_count} from what is no public address.',
    },
    {
      id: 'one-address',
      verdict: 'not applicable',
      reason:
        'All calls over public networks came from one address, so there is none to compare it with: {addresses_listed}.',
    },
    {
      id: 'one-address-outside',
      verdict: 'not applicable',
      reason:
        'All calls over public networks came from one address, so there is none to compare it with. It is not Amazon’s: {outside_listed}. That is worth a question if the instance’s traffic does not leave through that network.',
    },
    {
      id: 'no-addresses',
      verdict: 'inconclusive',
      reason: 'No record says where a call came from.',
    },
    {
      id: 'outside-other-system',
      verdict: 'malicious',
      reason:
        'The credentials of {instance_id} were used from outside AWS and from several operating systems ({operating_systems}): by another machine than the instance. {outside_listed}.',
    },
    {
      id: 'outside-and-regions',
      verdict: 'malicious',
      reason:
        'The credentials of {instance_id} were used from outside AWS and from several AWS regions ({aws_regions}): from more places than an instance can be in. {outside_listed}.',
    },
    {
      id: 'other-system-and-region',
      verdict: 'malicious',
      reason:
        'The credentials of {instance_id} were used in several AWS regions ({aws_regions}) and from several operating systems ({operating_systems}): by another machine than the instance.',
    },
    {
      id: 'outside-unexplained',
      verdict: 'suspicious',
      reason:
        'The credentials of {instance_id} were used from outside AWS, and nothing explains how: {outside_listed}.',
    },
    {
      id: 'other-system',
      verdict: 'suspicious',
      reason:
        'The credentials of {instance_id} were used from several operating systems ({operating_systems}), though one instance has one.',
    },
    {
      id: 'other-region',
      verdict: 'suspicious',
      reason:
        'The credentials of {instance_id} were used from AWS addresses of several regions ({aws_regions}). A new address of the instance would be in the same region.',
    },
    {
      id: 'side-by-side',
      verdict: 'suspicious',
      reason:
        'The credentials of {instance_id} went back and forth between AWS addresses with several user agents, and not every change is explained. {changes_listed}.',
    },
    {
      id: 'outside-same-client',
      verdict: 'inconclusive',
      reason:
        'The credentials of {instance_id} were used from outside AWS, with nothing to tell another machine from the instance: {outside_listed}.',
    },
    {
      id: 'outside-only-clients',
      verdict: 'inconclusive',
      reason:
        'No AWS address used the credentials of {instance_id}, so its traffic may leave through another network; whether one machine made all calls is not clear. {addresses_listed}.',
    },
    {
      id: 'far-undecided',
      verdict: 'inconclusive',
      reason:
        'The AWS addresses seem to lie in several regions ({aws_regions}), and the changes are explained weakly or their log is missing.',
    },
    {
      id: 'undecided',
      verdict: 'inconclusive',
      reason:
        'All addresses are Amazon’s, and neither another machine nor a new address of the instance is shown. {changes_listed}.',
    },
    {
      id: 'unplaced',
      verdict: 'inconclusive',
      reason: 'For {unplaced_address_count} of {public_address_count} addresses nothing says whose they are.',
    },
    {
      id: 'outside-only',
      verdict: 'likely benign',
      reason:
        'All public addresses lie outside AWS and all calls carry the same user agent: the traffic of {instance_id} seems to leave through another network. {addresses_listed}.',
    },
    {
      id: 'outside-address-own',
      verdict: 'likely benign',
      reason: 'Every address outside AWS is named by a call of the account that moved it. {changes_listed}.',
    },
    {
      id: 'explained-far',
      verdict: 'likely benign',
      reason:
        'Calls of the account explain every change, though the addresses seem to lie in several regions ({aws_regions}). {changes_listed}.',
    },
    {
      id: 'explained-unplaced',
      verdict: 'likely benign',
      reason:
        'Calls of the account explain every change, though not every address is known. {changes_listed}.',
    },
    {
      id: 'address-moved-clients',
      verdict: 'likely benign',
      reason: 'The instance got another address by calls of the account. {changes_listed}.',
    },
    {
      id: 'perhaps-moved',
      verdict: 'likely benign',
      reason:
        'All calls carry the same user agent from addresses of Amazon’s: the instance seems to have got another address. {changes_listed}.',
    },
    {
      id: 'address-moved',
      verdict: 'benign',
      reason:
        'The instance got another address by calls of the account, and the same program went on. {changes_listed}.',
    },
  ],
  sql,
};
