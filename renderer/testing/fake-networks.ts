import type { NetworksDifference, NetworksPage } from '../../shared/contract.ts';
import {
  MINIMUM_DEFAULTS,
  type KnownNetwork,
  type LearnedNetwork,
  type Minimums,
} from '../../shared/networks.ts';
import type { Engine } from '../app/engine-context.ts';
import { FINDINGS } from './fake-story.ts';

const learned = (
  prefix: string,
  devices: number,
  days: number,
  more: Partial<LearnedNetwork>,
): LearnedNetwork => ({
  prefix,
  name: `learned ${prefix}`,
  kind: 'other',
  devices,
  days,
  events: devices * 1200,
  first_timestamp: '2024-05-01T06:58:11.000000Z',
  last_timestamp: '2024-05-14T17:02:45.000000Z',
  datasets: ['crowdstrike.fdr', 'zscaler_zia.web'],
  cloud: null,
  hosting_reason: null,
  as_number: 3320,
  as_organization_name: 'Deutsche Telekom AG',
  counts: false,
  decision: null,
  events_cited: [{ evidence_id: 1, record: 17 }],
  ...more,
});

const LEARNED: readonly LearnedNetwork[] = [
  learned('198.51.100.23/32', 412, 14, {}),
  learned('203.0.113.77/32', 31, 14, {
    cloud: 'AWS us-east-1',
    kind: 'cloud',
    as_number: 14618,
    as_organization_name: 'Amazon.com, Inc.',
  }),
  learned('203.0.113.200/32', 1, 9, {}),
];

const NOTHING: NetworksDifference = {
  addresses: 1,
  appeared_total: 0,
  gone_total: 1,
  verdicts_total: 1,
  appeared: [],
  gone: FINDINGS.slice(0, 1),
  verdicts: [
    {
      verdict_id: 'v-1',
      tree: 'aws-instance-credentials',
      title: 'Instance credentials',
      subject: { kind: 'user', value: 'alice@example.com' },
      alert: null,
      before: { verdict: 'suspicious', score: 55, confidence: 'high', own: null },
      now: { verdict: 'likely benign', score: 20, confidence: 'high', own: null },
      answers: [
        { question: 'external', text: 'From more than one public address?', before: 'yes', now: 'no' },
      ],
    },
  ],
};

/** Known networks by arithmetic. */
export function fakeNetworks(): Engine['networks'] {
  let known: KnownNetwork[] = [];
  let minimums: Minimums = MINIMUM_DEFAULTS;
  const changed = async (work: () => void) => {
    await Promise.resolve();
    work();
    return NOTHING;
  };
  const without = (prefix: string) => known.filter((one) => one.prefix !== prefix);
  const all = () =>
    LEARNED.map((one) => {
      const status = known.find((each) => each.prefix === one.prefix)?.status;
      return {
        ...one,
        counts: one.devices >= minimums.devices && one.days >= minimums.days,
        decision: status === 'confirmed' || status === 'rejected' ? status : null,
      };
    });
  return {
    list: async ({ which = 'all' } = {}) => {
      const counting = all().filter((one) => one.counts);
      const shown = { all: all(), counting, undecided: counting.filter((one) => one.decision === null) }[
        which
      ];
      return Promise.resolve({
        minimums,
        known,
        learned: shown,
        learned_total: shown.length,
        learned_counting: counting.length,
        coverage: COVERAGE,
      });
    },
    save: ({ replaces, ...one }) =>
      changed(() => {
        if (!/^[\d.:a-f]+(\/\d+)?$/.test(one.prefix))
          throw new Error(`not an address or a network: "${one.prefix}"`);
        known = [
          ...without(replaces ?? one.prefix),
          { ...one, reason: one.reason ?? null, status: 'confirmed', origin: 'given' },
        ];
      }),
    remove: ({ prefix }) => changed(() => void (known = without(prefix))),
    decide: ({ prefix, status, name, kind, reason }) =>
      changed(() => {
        known = without(prefix);
        if (status === 'undecided') return;
        known.push({
          prefix,
          name: name ?? `learned ${prefix}`,
          kind: kind ?? 'other',
          status,
          reason: reason ?? null,
          origin: 'learned',
        });
      }),
    minimums: (given) => changed(() => void (minimums = { ...MINIMUM_DEFAULTS, ...definedOf(given) })),
    export: ({ format }) => Promise.resolve({ text: `known networks as ${format}`, networks: known.length }),
    import: ({ text }) =>
      changed(() => {
        known.push({
          prefix: text.trim(),
          name: text.trim(),
          kind: 'other',
          status: 'confirmed',
          reason: null,
          origin: 'given',
        });
      }),
  };
}

const definedOf = (given: Partial<Record<keyof Minimums, number | undefined>>): Partial<Minimums> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const COVERAGE: NetworksPage['coverage'] = [
  {
    dataset: 'crowdstrike.fdr',
    events: 900_000,
    devices: 440,
    addresses: 212,
    first_timestamp: '2024-05-01T06:58:11.000000Z',
    last_timestamp: '2024-05-14T17:02:45.000000Z',
  },
];
