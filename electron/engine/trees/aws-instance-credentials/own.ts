import type { TreeQuestion } from '../../../../shared/definitions.ts';
import { outsideNetworks, systems } from './questions.ts';
import guarddutyQuery from './queries/guardduty.sql?raw';
import ownQuery from './queries/own.sql?raw';

const findingAddress: TreeQuestion = {
  id: 'finding-address',
  text: 'Whose is the address that GuardDuty reports?',
  explain:
    'Answers of EC2 and GuardDuty itself say which address the instance had; known networks say where the organisation’s traffic leaves.',
  delivers: ['H-A2'],
  answers: [
    {
      answer: 'the instance’s own',
      when: { fact: 'finding_place', is: 'own' },
      reason: 'The instance’s own: {own_listed}.',
      points: -15,
      next: 'verdict:finding-own',
    },
    {
      answer: 'a way out',
      when: {
        any: [
          { fact: 'finding_place', is: 'gateway' },
          { fact: 'finding_place', is: 'known network' },
        ],
      },
      reason: 'A gateway of the account or a known network of the organisation: {guardduty_listed}.',
      points: 0,
      next: 'verdict:finding-way-out',
    },
    {
      answer: 'another’s',
      when: { fact: 'finding_place', is: 'other' },
      reason: 'Not the instance’s, which is known by {own_listed}.',
      points: 30,
      next: 'verdict:finding-other',
    },
  ],
  unknown: {
    reason: 'Nothing in the evidence says so.',
    missing: 'calls of EC2 that tell the address of the instance',
    points: 20,
    next: 'verdict:finding-only',
  },
  records: 'guardduty_records',
  query: guarddutyQuery,
};

/** Only one public address, and the instance is known by another. */
const alonePlace: TreeQuestion = {
  id: 'alone-place',
  text: 'Whose is the only public address?',
  explain:
    'An instance with a public address of its own goes out from it, unless a route or a proxy takes its traffic elsewhere: to a gateway or another machine of the account, or to a network of the organisation.',
  delivers: ['H-A2', 'H-A3', 'H-A4'],
  answers: [
    {
      answer: 'a gateway of the account',
      when: { fact: 'alone_place', is: 'gateway' },
      reason: 'Held by {alone_holder}.',
      points: -20,
      next: 'verdict:alone-gateway',
    },
    {
      answer: 'another machine of the account',
      when: { fact: 'alone_place', is: 'machine' },
      reason: 'Held by {alone_holder}.',
      points: 10,
      next: 'verdict:alone-machine',
    },
    {
      answer: 'a known network',
      when: { fact: 'alone_place', is: 'known network' },
      reason: 'A known network of the organisation: {addresses_listed}.',
      points: 0,
      next: 'verdict:alone-known',
    },
    {
      answer: 'not Amazon’s',
      when: { fact: 'alone_place', is: 'outside' },
      reason: 'Not Amazon’s by {placing_basis}: {outside_listed}.',
      points: 35,
      next: 'verdict:alone-outside',
    },
    {
      answer: 'Amazon’s',
      when: { fact: 'alone_place', is: 'aws' },
      reason: 'Amazon’s by {placing_basis}: {addresses_listed}.',
      points: 10,
      next: 'alone-region',
    },
  ],
  unknown: {
    reason: 'Nothing says whose it is: {addresses_listed}.',
    missing: outsideNetworks,
    points: 15,
    next: 'verdict:alone-undecided',
  },
  records: 'own_records',
  query: ownQuery,
};

const aloneRegion: TreeQuestion = {
  id: 'alone-region',
  text: 'Is it in the region of the instance?',
  explain: 'A new address of an instance is in the same region as the old one.',
  delivers: ['H-A7'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'alone_region', is: 'same' },
      reason: 'It is: {alone_region_named}.',
      points: -5,
      next: 'verdict:alone-undecided',
    },
    {
      answer: 'no',
      when: { fact: 'alone_region', is: 'other' },
      reason: 'It is in {alone_region_named}, the instance in {own_region}.',
      points: 30,
      next: 'verdict:alone-region',
    },
  ],
  unknown: {
    reason: 'The address: {alone_region_named}; the instance: {own_region}.',
    missing: 'Amazon’s ip-ranges.json',
    points: 5,
    next: 'verdict:alone-undecided',
  },
  records: 'own_records',
  query: ownQuery,
};

const awsKept: TreeQuestion = {
  id: 'aws-kept',
  text: 'Did the instance keep its own address meanwhile?',
  explain:
    'Where the evidence shows that the instance had its address before the other one used the credentials, and nothing ended that, it did not get another one.',
  delivers: ['H-A8'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'kept_own', is: 'yes' },
      reason: 'It did: {own_listed}.',
      points: 15,
      next: 'verdict:kept-own-address',
    },
    {
      answer: 'no',
      when: { fact: 'kept_own', is: 'no' },
      reason: 'The address that it is known by was taken away before.',
      points: -5,
      next: 'aws-single',
    },
  ],
  unknown: {
    reason: 'Nothing in the evidence tells which address the instance had.',
    missing: 'calls of EC2 that tell the address of the instance',
    points: 0,
    next: 'aws-single',
  },
  records: 'own_records',
  query: ownQuery,
};

/** What is asked where the evidence tells the instance's own address. */
export const own: readonly TreeQuestion[] = [
  findingAddress,
  systems('own-systems', {
    yes: [45, 'verdict:own-other-system'],
    no: [-20, 'verdict:own-addresses'],
    unknown: [-10, 'verdict:own-addresses-systems'],
  }),
  alonePlace,
  aloneRegion,
  awsKept,
];
