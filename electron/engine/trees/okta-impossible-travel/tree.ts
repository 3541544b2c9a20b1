import type { TreeDefinition, TreeQuestion } from '../../../../shared/definitions.ts';
import { parameters } from './parameters.ts';
import { verdicts } from './verdicts.ts';
import facts from './facts.sql?raw';
import subjects from './subjects.sql?raw';
import attemptsQuery from './queries/attempts.sql?raw';
import clientsQuery from './queries/clients.sql?raw';
import devicesQuery from './queries/devices.sql?raw';
import factorsQuery from './queries/factors.sql?raw';
import historyQuery from './queries/history.sql?raw';
import networksQuery from './queries/networks.sql?raw';
import outcomesQuery from './queries/outcomes.sql?raw';
import placesQuery from './queries/places.sql?raw';

/** Points and the next question or verdict. */
type Way = readonly [points: number, next: string];

/** Each answer with the value of its fact, its reason and where it leads. */
type Answers = readonly (readonly [
  answer: string,
  value: string | readonly string[],
  reason: string,
  way: Way,
])[];

interface Sketch {
  id: string;
  text: string;
  explain: string;
  delivers: readonly string[];
  fact: string;
  records: string;
  query: string;
  answers: Answers;
  unknown: readonly [reason: string, missing: string, way: Way];
}

function question({ fact, answers, unknown, ...rest }: Sketch): TreeQuestion {
  const [reason, missing, [points, next]] = unknown;
  return {
    ...rest,
    answers: answers.map(([answer, value, said, way]) => ({
      answer,
      when: typeof value === 'string' ? { fact, is: value } : { any: value.map((is) => ({ fact, is })) },
      reason: said,
      points: way[0],
      next: way[1],
    })),
    unknown: { reason, missing, points, next },
  };
}

const AGENT_LOGS = 'endpoint, Jamf or proxy logs of company devices, or a list of known networks';
const NETWORK_DATA = 'network data that knows the addresses';

/** H-O1 */
const otherEnd = question({
  id: 'other-end',
  text: 'Where did the user sign in before, from another place?',
  explain:
    'An alert speaks of the place where it happened (b). Taken beside it is the last successful sign-in of the same user from elsewhere before it (a), over any number of sign-ins from the same place and in Okta and Entra alike. Either end may be somebody else’s, so every further question is put to both. An end is what the user did from one address without a long pause, and with the same session also over a pause.',
  delivers: ['H-O1', 'H-O2'],
  fact: 'other_end',
  records: 'end_records',
  query: placesQuery,
  answers: [
    [
      'found',
      'found',
      'a: {a_at}, signed in at {a_time}. b: {b_at}, at {b_time}. {speed_listed}. The alert: {alert_labels}.',
      [0, 'both-succeeded'],
    ],
    [
      'same place only',
      'same place only',
      'Every sign-in of the user before it came from the same place: {b_at}, at {b_time}. The alert: {alert_labels}.',
      [-5, 'alone-known'],
    ],
  ],
  unknown: [
    'No sign-in of the user before {b_time} is in the evidence. The alert: {alert_labels}, from {b_at}.',
    'Okta System Log or Entra sign-ins of the user before {b_time}',
    [0, 'alone-known'],
  ],
});

const aloneKnown = question({
  id: 'alone-known',
  text: 'Is the one place a known network of the organisation?',
  explain:
    'Known is a network that somebody named, or from which agents of several company devices have talked on several days.',
  delivers: ['H-O3'],
  fact: 'b_is_known',
  records: 'network_records',
  query: networksQuery,
  answers: [
    ['yes', 'yes', 'It is. {networks_listed}.', [-15, 'verdict:one-place-known']],
    ['no', 'no', 'It is not. {networks_listed}.', [5, 'alone-network']],
  ],
  unknown: ['Nothing in the case says which networks are known.', AGENT_LOGS, [0, 'alone-network']],
});

const KINDS_EXPLAINED =
  'A hosting network or an anonymiser hides where somebody is: a person’s own VPN does that, and so does somebody who has a password that is not theirs. A phone’s network, a satellite network or a relay puts a person in a place where they are not. What is a known network does not count.';

const aloneNetwork = question({
  id: 'alone-network',
  text: 'What kind of network is the one place?',
  explain: KINDS_EXPLAINED,
  delivers: ['H-O8'],
  fact: 'network_kind',
  records: 'network_records',
  query: networksQuery,
  answers: [
    [
      'hosting or anonymiser',
      'hosting',
      'A hosting network or an anonymiser. {networks_listed}.',
      [25, 'verdict:one-place-hosting'],
    ],
    [
      'mobile or relay',
      'moving',
      'A mobile network or a relay. {networks_listed}.',
      [0, 'verdict:one-place'],
    ],
    ['ordinary', 'ordinary', 'An ordinary network. {networks_listed}.', [0, 'verdict:one-place']],
  ],
  unknown: ['Nothing says whose network it is.', NETWORK_DATA, [5, 'verdict:one-place']],
});

const bothSucceeded = question({
  id: 'both-succeeded',
  text: 'Did a sign-in succeed at both ends?',
  explain:
    'A refused sign-in is an attempt: it shows that somebody tried, not that somebody was there and got in.',
  delivers: ['H-O2', 'H-O8'],
  fact: 'both_succeeded',
  records: 'success_records',
  query: outcomesQuery,
  answers: [
    ['yes', 'yes', 'a: {a_success_count}, b: {b_success_count} successful sign-ins.', [0, 'known-networks']],
    [
      'attempts only',
      'no',
      'a: {a_success_count}, b: {b_success_count} successful sign-ins; failed: a {a_failure_count}, b {b_failure_count}.',
      [20, 'verdict:attempts-only'],
    ],
  ],
  unknown: [
    'At one end no event says how a sign-in ended.',
    'the events of Okta or Entra that say how the sign-in ended',
    [5, 'verdict:outcome-unknown'],
  ],
});

/** H-O3, H-O4 */
const knownNetworks = question({
  id: 'known-networks',
  text: 'Are both addresses known networks of the organisation?',
  explain:
    'Offices and VPNs are where agents of company devices (endpoint, Jamf, proxy) have talked from. A network is confirmed where a person named it, learned where only such logs show it. Two known networks end the walk: somebody at a desk uses the VPN. If one is known and the other is not, or neither is, the walk goes on.',
  delivers: ['H-O3', 'H-O4'],
  fact: 'known_networks',
  records: 'network_records',
  query: networksQuery,
  answers: [
    [
      'both confirmed',
      'both confirmed',
      'Both are, and a person named them. {networks_listed}.',
      [-30, 'verdict:both-known'],
    ],
    [
      'both',
      'both',
      'Both are, as far as logs of agents show. {networks_listed}.',
      [-15, 'verdict:both-learned'],
    ],
    ['not both', 'not both', '{known_listed}. {networks_listed}.', [5, 'clients']],
  ],
  unknown: ['Nothing in the case says which networks are known.', AGENT_LOGS, [0, 'clients']],
});

/** H-O5 */
const clients = question({
  id: 'clients',
  text: 'Do both ends carry the same user agent?',
  explain:
    'The same where the texts of one end all stand at the other; similar where program, system and kind of device do and only versions differ. A script or command line at one end only makes them different. One session lives in one browser: with two clients it was carried from one to the other.',
  delivers: ['H-O5'],
  fact: 'client_match',
  records: 'client_records',
  query: clientsQuery,
  answers: [
    [
      'same',
      ['same', 'similar'],
      'The {client_basis}. a: {a_clients}. b: {b_clients}.',
      [-5, 'same-history'],
    ],
    [
      'different in one session',
      'different in one session',
      'Different, and both ends carry one session: {shared_sessions}. a: {a_clients}. b: {b_clients}.',
      [55, 'verdict:session-two-clients'],
    ],
    ['different', 'different', 'Different. a: {a_clients}. b: {b_clients}.', [15, 'history']],
  ],
  unknown: [
    'At one end no event names the client. a: {a_clients}. b: {b_clients}.',
    'an export of Okta or Entra with the user agent',
    [0, 'unseen-device'],
  ],
});

/** H-O6 */
const history = (id: string, to: { yes: Way; no: Way; unknown: Way }): TreeQuestion =>
  question({
    id,
    text: 'Had the user signed in with these clients on earlier days?',
    explain:
      'People have several devices, and two ends with one client may both be a stranger’s. Looked at are successful sign-ins of the user that lie some hours (a parameter) before the first end, so that what came with an end does not make itself known. The same program on the same kind of system counts, in any version.',
    delivers: ['H-O6'],
    fact: 'clients_seen_before',
    records: 'history_records',
    query: historyQuery,
    answers: [
      [
        'yes',
        'yes',
        'Seen before: {old_clients}. Successful sign-ins before: {earlier_count}, {earlier_since}.',
        to.yes,
      ],
      [
        'no',
        'no',
        'Not seen before: {new_clients}. Successful sign-ins before: {earlier_count}, {earlier_since}.',
        to.no,
      ],
    ],
    unknown: [
      'No sign-in of the user is in the evidence {history_hours} hours before {opens} or earlier.',
      'Okta System Log or Entra sign-ins of the user before {opens}',
      to.unknown,
    ],
  });

/** H-O7 */
const device = (id: string, to: { same: Way; different: Way; unknown: Way }): TreeQuestion =>
  question({
    id,
    text: 'Did both ends come from the same device?',
    explain:
      'Okta writes a fingerprint of the browser (deviceFingerprint) and the hash of a token that it left there (dtHash); Entra names the registered device. One of them in common is a strong sign of one device, not a proof: both can be carried along with a session.',
    delivers: ['H-O7'],
    fact: 'device_match',
    records: 'device_records',
    query: devicesQuery,
    answers: [
      ['same', 'same', 'The same {device_basis}.', to.same],
      [
        'different',
        'different',
        'None in common: a {a_device_count}, b {b_device_count} fingerprints, tokens and ids.',
        to.different,
      ],
    ],
    unknown: [
      'The ends cannot be compared: a {a_device_count}, b {b_device_count} fingerprints, tokens and ids.',
      'Okta System Log with debugContext (deviceFingerprint, dtHash), or Entra sign-ins with device ids',
      to.unknown,
    ],
  });

/** H-O8 */
const attempts = (id: string, to: { pushes: Way; one: Way; no: Way; unknown: Way }): TreeQuestion =>
  question({
    id,
    text: 'Do failed attempts tell the two ends apart?',
    explain:
      'Somebody who signs in every day gets in at once or mistypes. Several failed attempts at one end and none at the other, or pushes that the user refused within an hour before a success, are how a guessed password and a worn-out user look. Refused pushes are counted for the user, wherever the phone was.',
    delivers: ['H-O8'],
    fact: 'attempt_pattern',
    records: 'attempt_records',
    query: attemptsQuery,
    answers: [
      [
        'refused pushes',
        'refused pushes',
        'The user refused pushes near a sign-in: a {a_refused_pushes}, b {b_refused_pushes} (counted from {refused_pushes} on). Failed: a {a_failure_count}, b {b_failure_count}.',
        to.pushes,
      ],
      [
        'yes',
        'one side',
        'Failed: a {a_failure_count}, b {b_failure_count} (counted from {failed_attempts} on). Reached: a {a_reached}; b {b_reached}.',
        to.one,
      ],
      [
        'no',
        'no',
        'Failed: a {a_failure_count}, b {b_failure_count}. Reached: a {a_reached}; b {b_reached}.',
        to.no,
      ],
    ],
    unknown: [
      'The log holds no failed sign-in of anybody, so it may have been exported without them. Reached: a {a_reached}; b {b_reached}.',
      'an export of Okta or Entra with failed sign-ins',
      to.unknown,
    ],
  });

/** H-O9 */
const factor = (id: string, to: { same: Way; no: Way; unknown: Way }): TreeQuestion =>
  question({
    id,
    text: 'Did both ends pass the same second factor?',
    explain:
      'The same factor at both ends is a sign of one person. It is none against a page that passes the sign-in on to somebody else, so it does not outweigh a client that was never seen. What an earlier sign-in proved (“previously satisfied”) is not this one’s factor.',
    delivers: ['H-O9'],
    fact: 'factor_match',
    records: 'factor_records',
    query: factorsQuery,
    answers: [
      ['yes', 'same', 'a: {a_factors}; b: {b_factors}.', to.same],
      ['no', 'not the same', 'a: {a_factors}; b: {b_factors}.', to.no],
    ],
    unknown: [
      'At one end the log does not say whether there was one. a: {a_factors}; b: {b_factors}.',
      'Okta System Log or Entra sign-ins with the authentication methods',
      to.unknown,
    ],
  });

/** Whose networks they are, where only hosting matters; `moving` and `ordinary` by themselves where they do. */
const network = (id: string, to: { hosting: Way; moving: Way; ordinary: Way; unknown: Way }): TreeQuestion =>
  question({
    id,
    text: 'What kind of networks are the two?',
    explain: KINDS_EXPLAINED,
    delivers: ['H-O8'],
    fact: 'network_kind',
    records: 'network_records',
    query: networksQuery,
    answers: [
      [
        'hosting or anonymiser',
        'hosting',
        'One is a hosting network or an anonymiser. {networks_listed}.',
        to.hosting,
      ],
      ['mobile or relay', 'moving', 'One is a mobile network or a relay. {networks_listed}.', to.moving],
      ['ordinary', 'ordinary', 'Ordinary networks. {networks_listed}.', to.ordinary],
    ],
    unknown: ['Nothing says whose networks they are. {networks_listed}.', NETWORK_DATA, to.unknown],
  });

const speed = (id: string, to: { beyond: Way; within: Way; unknown: Way }): TreeQuestion =>
  question({
    id,
    text: 'Is the way too long for the time between the two?',
    explain:
      'Places are approximate: the middle of a city, whose distance from the user is not in the data. Where a place is known to a region or a country only, the speed is not told.',
    delivers: ['H-O1'],
    fact: 'reach',
    records: 'end_records',
    query: placesQuery,
    answers: [
      ['yes', 'beyond', 'It is: {speed_listed} (more than {speed_kmh}).', to.beyond],
      ['no', 'within', 'It is not: {speed_listed} (at most {speed_kmh}, or a short way).', to.within],
    ],
    unknown: ['Not told: {speed_listed}.', 'place data that knows the city of both addresses', to.unknown],
  });

export const tree: TreeDefinition = {
  id: 'okta-impossible-travel',
  version: 1,
  title: 'One user, two places (impossible travel)',
  purpose:
    'Tells whether an alert about a user’s place (Okta’s behaviors, risk and ThreatInsight, Entra’s risk detections, or sign-ins too fast for any journey) is the same person in two networks, or somebody else.',
  subject: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: ['okta.system', 'azure.signinlogs', 'azure.identity_protection'],
    missing: 'Okta System Log or Entra sign-ins',
  },
  parameters,
  base_points: 30,
  root: 'other-end',
  questions: [
    otherEnd,
    aloneKnown,
    aloneNetwork,
    bothSucceeded,
    knownNetworks,
    clients,

    history('same-history', {
      yes: [-5, 'same-device'],
      no: [30, 'new-device'],
      unknown: [0, 'unseen-device'],
    }),
    device('same-device', {
      same: [-20, 'same-device-factor'],
      different: [5, 'same-attempts'],
      unknown: [0, 'same-attempts'],
    }),
    factor('same-device-factor', {
      same: [-10, 'verdict:same-device-and-factor'],
      no: [0, 'same-device-network'],
      unknown: [0, 'same-device-network'],
    }),
    network('same-device-network', {
      hosting: [20, 'verdict:undecided'],
      moving: [-5, 'verdict:same-device'],
      ordinary: [0, 'verdict:same-device'],
      unknown: [0, 'verdict:same-device'],
    }),
    device('unseen-device', {
      same: [-20, 'same-device-network'],
      different: [5, 'same-attempts'],
      unknown: [0, 'same-attempts'],
    }),
    attempts('same-attempts', {
      pushes: [35, 'verdict:attempts-apart'],
      one: [30, 'verdict:attempts-apart'],
      no: [-5, 'same-factor'],
      unknown: [0, 'same-factor'],
    }),
    factor('same-factor', {
      same: [-15, 'verdict:same-client-and-factor'],
      no: [5, 'same-network'],
      unknown: [0, 'verdict:undecided'],
    }),
    network('same-network', {
      hosting: [25, 'verdict:same-client-hosting'],
      moving: [-15, 'verdict:same-client-moving'],
      ordinary: [0, 'same-speed'],
      unknown: [5, 'verdict:undecided'],
    }),
    speed('same-speed', {
      beyond: [10, 'verdict:undecided'],
      within: [-10, 'verdict:same-client-travelled'],
      unknown: [0, 'verdict:undecided'],
    }),

    history('history', {
      yes: [-20, 'known-device'],
      no: [10, 'new-device'],
      unknown: [5, 'new-device'],
    }),
    device('known-device', {
      same: [-15, 'verdict:known-clients'],
      different: [5, 'known-attempts'],
      unknown: [0, 'known-attempts'],
    }),
    attempts('known-attempts', {
      pushes: [35, 'verdict:attempts-apart'],
      one: [30, 'verdict:attempts-apart'],
      no: [-5, 'known-network'],
      unknown: [0, 'known-network'],
    }),
    network('known-network', {
      hosting: [20, 'verdict:undecided'],
      moving: [-10, 'verdict:known-clients'],
      ordinary: [-5, 'verdict:known-clients'],
      unknown: [0, 'verdict:known-clients'],
    }),

    device('new-device', {
      same: [-10, 'new-device-network'],
      different: [5, 'new-attempts'],
      unknown: [0, 'new-attempts'],
    }),
    network('new-device-network', {
      hosting: [20, 'verdict:new-device-hosting'],
      moving: [-5, 'verdict:undecided'],
      ordinary: [0, 'verdict:undecided'],
      unknown: [0, 'verdict:undecided'],
    }),
    attempts('new-attempts', {
      pushes: [30, 'verdict:new-client-attempts'],
      one: [25, 'verdict:new-client-attempts'],
      no: [-5, 'new-factor'],
      unknown: [0, 'new-factor'],
    }),
    factor('new-factor', {
      same: [-5, 'verdict:new-client'],
      no: [5, 'new-network'],
      unknown: [0, 'verdict:new-client'],
    }),
    network('new-network', {
      hosting: [25, 'verdict:new-client-hosting'],
      moving: [0, 'verdict:new-client'],
      ordinary: [0, 'new-speed'],
      unknown: [0, 'verdict:new-client'],
    }),
    speed('new-speed', {
      beyond: [5, 'verdict:new-client'],
      within: [-15, 'verdict:undecided'],
      unknown: [0, 'verdict:new-client'],
    }),
  ],
  verdicts,
  subjects: `${subjects} SELECT EXISTS (FROM alerts) OR EXISTS (FROM picked) AS found`,
  sql: `${subjects},\n${facts}`,
};
