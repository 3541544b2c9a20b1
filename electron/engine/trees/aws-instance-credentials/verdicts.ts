import type { TreeVerdict } from '../../../../shared/definitions.ts';

export const verdicts: readonly TreeVerdict[] = [
  {
    id: 'no-public-address',
    verdict: 'not applicable',
    reason:
      'No call came from a public address, so there are none to compare: of {call_count} calls {service_call_count} came from services of AWS, {private_call_count} from private addresses, {other_call_count} from what is no public address.',
  },
  {
    id: 'one-own-address',
    verdict: 'not applicable',
    reason:
      'All calls over public networks came from one address, and it is the instance’s own: {addresses_listed}.',
  },
  {
    id: 'one-address',
    verdict: 'not applicable',
    reason:
      'All calls over public networks came from one address, so there is none to compare it with, and the instance’s own address is not in the evidence: {addresses_listed}.',
  },
  {
    id: 'one-address-outside',
    verdict: 'not applicable',
    reason:
      'All calls over public networks came from one address, so there is none to compare it with, and the instance’s own address is not in the evidence. It is not Amazon’s: {outside_listed}. That is worth a question if the instance’s traffic does not leave through that network.',
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
    id: 'private-and-outside',
    verdict: 'suspicious',
    reason:
      'The credentials of {instance_id} were used by a private way that is not the instance’s as far as the evidence shows ({private_listed}), and from outside AWS: {outside_listed}.',
  },
  {
    id: 'private-elsewhere',
    verdict: 'suspicious',
    reason:
      'The credentials of {instance_id} were used by a private way that is not the instance’s as far as the evidence shows: {private_listed}.',
  },
  {
    id: 'alone-outside',
    verdict: 'suspicious',
    reason:
      'The only public address that used the credentials of {instance_id} is not Amazon’s and not the instance’s: {addresses_listed}. The instance is known by {own_listed}.',
  },
  {
    id: 'alone-region',
    verdict: 'suspicious',
    reason:
      'The only public address that used the credentials of {instance_id} is Amazon’s in {alone_region_named}, while the instance is in {own_region}: {addresses_listed}.',
  },
  {
    id: 'kept-own-address',
    verdict: 'suspicious',
    reason:
      'The credentials of {instance_id} were used from another address of Amazon’s while the instance kept its own ({own_listed}), and no call explains it. {changes_listed}.',
  },
  {
    id: 'own-other-system',
    verdict: 'suspicious',
    reason:
      'All public addresses are the instance’s own, but the calls come from several operating systems ({operating_systems}): that points to another machine that goes out through {instance_id}, or to one that it runs.',
  },
  {
    id: 'finding-other',
    verdict: 'suspicious',
    reason:
      'GuardDuty reports it, and the instance itself is known by another address ({own_listed}). No call of CloudTrail is there to look at: {guardduty_listed}.',
  },
  {
    id: 'finding-only',
    verdict: 'inconclusive',
    reason:
      'GuardDuty reports it, and nothing else in the evidence speaks for it or against it: {guardduty_listed}.',
  },
  {
    id: 'finding-way-out',
    verdict: 'inconclusive',
    reason:
      'GuardDuty reports an address that is a way out of the organisation or of the account; whether the instance goes out there is not in the evidence: {guardduty_listed}.',
  },
  {
    id: 'finding-own',
    verdict: 'likely benign',
    reason:
      'GuardDuty reports an address that the evidence shows to be the instance’s own: {guardduty_listed}. It is known by {own_listed}.',
  },
  {
    id: 'alone-machine',
    verdict: 'inconclusive',
    reason:
      'The only public address that used the credentials of {instance_id} is held by {alone_holder} of the account: the instance goes out through it, or it used the credentials itself. The instance is known by {own_listed}.',
  },
  {
    id: 'alone-known',
    verdict: 'inconclusive',
    reason:
      'The only public address that used the credentials of {instance_id} is a known network of the organisation: {addresses_listed}. Either the traffic of the instance leaves there, or somebody there used them.',
  },
  {
    id: 'alone-undecided',
    verdict: 'inconclusive',
    reason:
      'The only public address that used the credentials of {instance_id} is not the one that the instance is known by, and where it is does not tell more: {addresses_listed}; {own_listed}.',
  },
  {
    id: 'alone-gateway',
    verdict: 'likely benign',
    reason:
      'The only public address that used the credentials of {instance_id} is held by {alone_holder} of the account, a way out for its instances.',
  },
  {
    id: 'own-addresses-systems',
    verdict: 'likely benign',
    reason:
      'The evidence shows every public address to be the instance’s own; from some of them no system is named. {addresses_listed}.',
  },
  {
    id: 'own-addresses',
    verdict: 'benign',
    reason: 'The evidence shows every public address to be the instance’s own: {addresses_listed}.',
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
    reason: 'Calls of the account explain every change, though not every address is known. {changes_listed}.',
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
];
