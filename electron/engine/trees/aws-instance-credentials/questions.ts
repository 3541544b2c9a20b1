import type { TreeQuestion } from '../../../../shared/definitions.ts';
import callsQuery from './queries/calls.sql?raw';
import changesQuery from './queries/changes.sql?raw';

/** Points and the next question or verdict. */
export type Way = readonly [points: number, next: string];

export const outsideNetworks = 'Amazon’s ip-ranges.json, or network data that knows the addresses';

/** H-A5: two operating systems mean two machines. */
export const systems = (id: string, to: { yes: Way; no: Way; unknown: Way }): TreeQuestion => ({
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
  query: callsQuery,
});

/** H-A7: what is legitimate stays in its region. */
export const regions = (
  id: string,
  to: { several: Way; nearly: Way; one: Way; unknown: Way },
): TreeQuestion => ({
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
  query: callsQuery,
});

export const WHAT_EXPLAINS =
  'Looked for, between the last call from the old address and the first from the new: successful calls that change addresses (StartInstances, StopInstances, AssociateAddress and others) and name this instance or one of the two addresses. RebootInstances counts for less, because EC2 keeps the public address over a reboot as a rule. A call for another machine or a route in the same region explains a change only if the instance goes out through it. An address outside AWS is explained only by a call that names it. Where both addresses are shown to be the instance’s own by answers of EC2 or by GuardDuty, the record that says so explains the change.';
export const CHANGES = 'Changes of address: {changes_listed}.';

/** H-A8 in a branch where a weak explanation is as good as another weak one. */
export const explained = (
  id: string,
  to: { yes: Way; weakly: Way; no: Way; unknown: Way },
): TreeQuestion => ({
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
  query: changesQuery,
});

export const unexplainedForWantOfLogs = ([points, next]: Way): TreeQuestion['unknown'] => ({
  reason: `For {unanswered_count} of {change_count} no management event of anyone else in the account is near, so that the log may lack the call. ${CHANGES}`,
  missing: 'CloudTrail management events of the account at the time of the changes',
  points,
  next,
});

/** H-A9 */
export const single = (id: string, to: { yes: Way; no: Way; unknown: Way }): TreeQuestion => ({
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
  query: changesQuery,
});

/** H-A10 */
export const clients = (id: string, to: { one: Way; several: Way; unknown: Way }): TreeQuestion => ({
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
  query: callsQuery,
});
