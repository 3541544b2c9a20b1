import { LIMIT_DEFAULTS, Limits } from '../../shared/limits.ts';
import { AsyncIteratorClass } from '@orpc/client';
import type {
  ChangedParameter,
  Filter,
  JobProgress,
  Parameter,
  ParameterChange,
} from '../../shared/contract.ts';
import { mappingText, readMapping, type Mapping } from '../../shared/mapping.ts';
import type { DataFile, Entity, Row } from '../../shared/model.ts';
import type { SavedView } from '../../shared/case-settings.ts';
import type { SavedQuery } from '../../shared/query.ts';
import type { Engine } from '../app/engine-context.ts';
import {
  CASE,
  COPIES,
  COVERAGE,
  DATA,
  EVIDENCE,
  FINDINGS,
  HUNTS,
  LOOK,
  REJECTS,
  TREE_STATE,
  VERDICTS,
} from './fake-story.ts';
import { addressAbout, broughtFile, clientAbout } from './fake-about.ts';
import { fakeIncidents } from './fake-incidents.ts';
import { fakeMarks } from './fake-marks.ts';
import { fakeNetworks } from './fake-networks.ts';
import { fakeOwnHunts, fakeSigma } from './fake-own-hunts.ts';
import { fakeOwnTrees } from './fake-own-trees.ts';
import { fakeAnswer, fakeComparison, QUERIES } from './fake-questions.ts';
import { fakeLineage, fakePerson } from './fake-people.ts';
import { fakePlaces } from './fake-places.ts';
import { fakePictures } from './fake-pictures.ts';
import { fakeProfiles, fakeSides } from './fake-profiles.ts';
import { CHANGES, fakeAlerts, fakeCompare, fakeVerdicts } from './fake-verdicts.ts';
import { FakeTimeline } from './fake-timeline.ts';

interface FakeOptions {
  rows?: number;
  /** Starts with the case open. */
  open?: boolean;
  /** Milliseconds between two steps of an import; 0 for tests. */
  pace?: number;
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
const soon = async <T>(value: T): Promise<T> => {
  await Promise.resolve();
  return value;
};

/** The contract, answered by arithmetic: for unit tests of the views, and for a page to design by. */
export function fakeEngine({ rows = 10_000_000, open = true, pace = 250 }: FakeOptions = {}): Engine {
  const timeline = new FakeTimeline(rows);
  let info = open ? CASE : null;
  let loaded = open;
  let job: JobProgress | null = null;
  let cancelled = false;
  let data: DataFile[] = [...DATA];
  let mappings: Mapping[] = [];
  const keep = (mapping: Mapping) => {
    mappings = [...mappings.filter((one) => one.name !== mapping.name), mapping];
  };
  let limits = LIMIT_DEFAULTS;
  let saved: SavedQuery[] = [];
  let views: SavedView[] = [];
  const history: Told[] = [];
  const hunts = structuredClone([...HUNTS]);
  const trees = structuredClone([TREE_STATE]);

  const totals = () => {
    const list = loaded ? EVIDENCE : [];
    const add = (pick: 'records' | 'events' | 'rejects' | 'skips') =>
      list.reduce((sum, each) => sum + each[pick], 0);
    return {
      files: list.length,
      records: add('records'),
      events: add('events'),
      rejects: add('rejects'),
      skips: add('skips'),
      balanced: true,
    };
  };

  async function* run(): AsyncGenerator<JobProgress, void, void> {
    const stages = [
      'looking',
      ...Array<'importing'>(12).fill('importing'),
      'enriching',
      'networks',
      'hunting',
      'triage',
      'incidents',
    ] as const;
    const at = (step: number, stage: JobProgress['stage'], state: JobProgress['state']): JobProgress => {
      const part = Math.min(1, Math.max(0, step / 12));
      return {
        job: 'job-1',
        purpose: 'analysis',
        state,
        stage,
        files_total: 8,
        files_done: Math.floor(part * 8),
        bytes_total: 2_970_000_000,
        bytes_done: Math.round(part * 2_970_000_000),
        records: Math.round(part * 10_000_147),
        events: Math.round(part * 10_000_000),
        rejects: Math.round(part * 5),
        skips: Math.round(part * 142),
        current:
          stage === 'importing'
            ? '/evidence/export/111122223333_CloudTrail_us-east-1_20240501T0005Z_b81mz.json.gz'
            : null,
        seconds_left: stage === 'importing' && step > 2 ? Math.round((12 - step) * 3.4) : null,
        message: null,
      };
    };
    for (const [step, stage] of stages.entries()) {
      job = at(step, stage, 'running');
      yield job;
      await wait(pace);
      if (cancelled) {
        cancelled = false;
        const last = at(step, stage, 'cancelled');
        job = null;
        yield last;
        return;
      }
    }
    loaded = true;
    const last = at(12, 'finished', 'done');
    job = null;
    yield last;
  }

  const page = (filters: readonly Filter[], limit = 40): Row[] =>
    timeline.page(filters, 'asc', 0, limit).rows;
  const incidents = fakeIncidents((limit) => page([], limit));
  const rowsOf = (refs: readonly { record: number }[]): Row[] =>
    refs.map(({ record }) => ({ ...timeline.row(record - 1), evidence_id: 1 }));

  return {
    case: {
      create: ({ path, name, examiner, reference, time_zone }) => {
        info = {
          ...CASE,
          path,
          name: name ?? 'New case',
          examiner: examiner ?? null,
          reference: reference ?? null,
          time_zone: time_zone ?? 'UTC',
        };
        loaded = false;
        return soon(info);
      },
      open: ({ path }) => {
        if (!path.endsWith('.interloper')) return Promise.reject(new Error(`no such file: ${path}`));
        info = { ...CASE, path };
        loaded = true;
        return soon(info);
      },
      close: () => {
        info = null;
        return soon(null);
      },
      info: () => soon(info),
      configure: ({ name, examiner, reference, time_zone }) => {
        const now = info ?? CASE;
        info = {
          ...now,
          name: name ?? now.name,
          examiner: examiner === undefined ? now.examiner : examiner,
          reference: reference === undefined ? now.reference : reference,
          time_zone: time_zone ?? now.time_zone,
        };
        return soon(info);
      },
      remember: () => soon(null),
      sample: ({ path }) => {
        info = { ...CASE, path };
        job = { ...idle, state: 'running' };
        return soon(info);
      },
      audit: () =>
        soon({
          total: 3,
          rows: [
            {
              written_at: '2024-05-20T08:00:00.000000Z',
              actor: 'R. Tanaka',
              action: 'case.create',
              subject: CASE.path,
              detail: null,
              tool_version: '0.1.0',
            },
            {
              written_at: '2024-05-20T08:01:02.400000Z',
              actor: 'R. Tanaka',
              action: 'evidence.import',
              subject: '/evidence/export',
              detail: '8 files',
              tool_version: '0.1.0',
            },
            {
              written_at: '2024-05-20T08:03:44.010000Z',
              actor: 'engine',
              action: 'hunts.run',
              subject: null,
              detail: '5 hunts, 12 findings',
              tool_version: '0.1.0',
            },
          ],
        }),
    },
    job: {
      watch: () => soon(progressOf(job ? run() : none())),
      current: () => soon(job),
      cancel: async () => {
        cancelled = true;
        await wait(pace * 2);
        return null;
      },
    },
    evidence: {
      unfinished: () => soon([]),
      unlock: ({ passwords }) => soon({ opens: passwords.includes('infected') }),
      import: () => {
        job = { ...idle, state: 'running' };
        return soon({ job: 'job-1' });
      },
      verify: () => {
        job = { ...idle, purpose: 'verification', state: 'running', stage: 'verifying' };
        return soon({ job: 'job-1' });
      },
      list: () => soon({ totals: totals(), evidence: loaded ? [...EVIDENCE] : [] }),
      rejects: ({ evidence_id }) => {
        const rejects = REJECTS.filter(
          (each) => evidence_id === undefined || each.evidence_id === evidence_id,
        );
        return soon({ total: rejects.length, rejects, repaired: [] });
      },
      exportRejects: ({ path, format }) =>
        soon({ text: path === undefined ? `rejects as ${format}` : null, rejects: 5, problems: [] }),
      copies: ({ evidence_id }) => {
        const copies = COPIES.filter((copy) => copy.evidence_id === evidence_id);
        return soon({ total: copies.length, copies });
      },
      record: ({ evidence_id, record }) => {
        const evidence = EVIDENCE.find((each) => each.evidence_id === evidence_id) ?? EVIDENCE[0];
        if (!evidence) return Promise.reject(new Error(`no evidence ${evidence_id}`));
        const row = timeline.row(record - 1);
        return soon({
          evidence,
          record,
          text: originalOf(row),
          verified: record % 50 !== 0,
          message: record % 50 === 0 ? 'the file no longer has its hash; it was changed after import' : null,
          event: row,
        });
      },
    },
    mapping: {
      look: () => soon(LOOK),
      preview: ({ mapping }) =>
        soon({
          records: LOOK.records,
          events: LOOK.records,
          whole: true,
          columns: Object.keys(mapping.fields),
          rows: [{ timestamp: '2024-05-01T10:00:00.000000Z', user_name: 'ada@example.com' }],
          rejects: [],
        }),
      save: ({ mapping }) => {
        keep({ nothing: [], ...mapping } as Mapping);
        return soon(null);
      },
      list: () => soon([...mappings]),
      remove: ({ name }) => {
        mappings = mappings.filter((one) => one.name !== name);
        return soon(null);
      },
      export: ({ name }) => {
        const found = mappings.find((one) => one.name === name);
        return found ? soon({ text: mappingText(found) }) : Promise.reject(new Error(`no mapping "${name}"`));
      },
      import: ({ text }) => {
        const mapping = readMapping(text);
        keep(mapping);
        return soon(mapping);
      },
    },
    coverage: {
      get: async () => ({ ...COVERAGE, histogram: await soon(timeline.histogram([], 160)) }),
    },
    overview: {
      get: () =>
        soon({
          totals: totals(),
          coverage: {
            sources: loaded
              ? [
                  {
                    event_dataset: 'aws.cloudtrail',
                    events: 7_999_424,
                    first_timestamp: '2024-05-01T00:00:04.120000Z',
                    last_timestamp: '2024-05-14T23:59:51.007000Z',
                  },
                  {
                    event_dataset: 'azure.signinlogs',
                    events: 400_064,
                    first_timestamp: '2024-05-06T00:00:00.000000Z',
                    last_timestamp: '2024-05-14T22:10:00.000000Z',
                  },
                  {
                    event_dataset: 'okta.system',
                    events: 1_600_512,
                    first_timestamp: '2024-05-01T00:02:00.000000Z',
                    last_timestamp: '2024-05-11T17:00:00.000000Z',
                  },
                ]
              : [],
            missing: [
              {
                definition: 'kubectl-first-seen',
                title: 'First-seen kubectl command',
                missing: 'process events (EDR or Jamf Protect)',
              },
              {
                definition: 'stolen-instance-credential',
                title: 'Instance credentials used from elsewhere',
                missing: "Amazon's ip-ranges.json, to tell regions",
              },
            ],
          },
          severities: { informational: 0, low: 3, medium: 6, high: 2, critical: 1 },
          verdicts: { malicious: 1, inconclusive: 1, benign: 1, 'not applicable': 1 },
          answered: 0,
          top_findings: incidents.findingsNow().slice(0, 10),
          muted: incidents.findingsNow().filter((one) => one.muted !== null).length,
          incidents: 1,
          top_incidents: incidents.incidentsNow(),
          unusual: loaded
            ? [
                {
                  entity: { kind: 'person', value: 'dan@example.com' },
                  score: 78,
                  findings: 5,
                  hunts: 3,
                  verdicts: 1,
                  severity: 'high',
                },
                {
                  entity: { kind: 'access_key', value: 'ASIAEXAMPLE1004' },
                  score: 41,
                  findings: 0,
                  hunts: 0,
                  verdicts: 1,
                  severity: null,
                },
              ]
            : [],
          unusual_total: loaded ? 12 : 0,
          top_verdicts: [...VERDICTS],
          counts: { users: 6, access_keys: 7, addresses: 5, countries: 5, clients: 4 },
        }),
    },
    events: {
      page: ({ filters, order, offset, limit }) =>
        soon(timeline.page(filters, order ?? 'asc', offset ?? 0, limit ?? 200)),
      position: ({ record, filters, order }) =>
        soon({ offset: timeline.position(filters, order ?? 'asc', record) }),
      histogram: ({ filters, buckets, by }) => soon(timeline.histogram(filters, buckets ?? 200, by)),
      facet: ({ filters, column, limit }) => soon(timeline.facet(filters, column, limit ?? 20)),
    },
    findings: incidents.findings,
    incidents: incidents.incidents,
    hunts: {
      own: fakeOwnHunts(),
      sigma: ({ hunts: only }) => soon(fakeSigma(hunts, only)),
      list: () => soon(structuredClone(hunts)),
      configure: async ({ hunt, values }) => {
        const state = hunts.find((each) => each.id === hunt);
        if (!state) throw new Error(`no hunt ${hunt}`);
        const changed = setParameters(state, values);
        const reset = Object.keys(values).length === 0;
        await wait(pace);
        const [appeared, gone] = reset ? [[], []] : [FINDINGS.slice(3, 5), FINDINGS.slice(8, 9)];
        const counts = { appeared: appeared.length, gone: gone.length, verdicts: 0 };
        history.unshift({ of: hunt, ...WRITTEN, changed, ...counts });
        return {
          ...{ state: structuredClone(state), changed, appeared, gone },
          verdicts: { total: 0, changes: [] },
        };
      },
      history: ({ hunt, offset = 0, limit = 200 }) => soon(historyPage(history, hunt, offset, limit)),
    },
    queries: {
      list: () => soon([...QUERIES]),
      run: ({ query, inputs, sort, offset, limit }) =>
        soon(fakeAnswer(query, inputs ?? {}, sort, offset ?? 0, limit ?? 200)),
      suggest: ({ text }) =>
        soon(
          ['ASIAEXAMPLE1004', 'AKIAEXAMPLE2001']
            .filter((value) => value.toLowerCase().includes((text ?? '').toLowerCase()))
            .map((value) => ({ value, events: 12, last_timestamp: '2024-05-14T10:00:00.000000Z' })),
        ),
      save: (given) => {
        saved = [...saved.filter((one) => one.name !== given.name), given];
        return soon(null);
      },
      saved: () => soon([...saved]),
      remove: ({ name }) => {
        saved = saved.filter((one) => one.name !== name);
        return soon(null);
      },
      export: ({ format }) => soon({ text: format === 'csv' ? 'a,b\r\n' : '{}', rows: 3 }),
    },
    people: {
      get: (entity) => soon(fakePerson(entity)),
      search: () =>
        soon([{ person_id: '99aa11bb22cc33dd', person: 'dan@example.com', kind: 'person' as const }]),
      split: () => soon(null),
      merge: () => soon(null),
      undo: () => soon(null),
      decisions: () => soon([]),
    },
    entities: {
      compare: (input) => soon(fakeComparison(input)),
      get: (entity) => soon(entityPage(entity)),
      lineage: (entity) => soon(fakeLineage(entity)),
      search: ({ text }) => {
        const all: { entity: Entity; events: number }[] = [
          { entity: { kind: 'user', value: 'alice@example.com' }, events: 4_812_113 },
          { entity: { kind: 'user', value: 'dan@example.com' }, events: 20_419 },
          { entity: { kind: 'access_key', value: 'ASIAEXAMPLE1004' }, events: 1_142_003 },
          { entity: { kind: 'address', value: '203.0.113.9' }, events: 412 },
          { entity: { kind: 'session', value: 'AROAEXAMPLEWEBFRONT:i-0a1b2c3d4e5f67890' }, events: 88_102 },
        ];
        return soon(all.filter(({ entity }) => entity.value.toLowerCase().includes(text.toLowerCase())));
      },
    },
    places: { list: ({ entity }) => soon(fakePlaces(entity)) },
    profiles: {
      list: ({ entity = null }) => soon(fakeProfiles(entity)),
      sides: ({ a, b }) => soon(fakeSides(a, b)),
    },
    addresses: { about: ({ address }) => soon(addressAbout(address)) },
    clients: { about: ({ client }) => soon(clientAbout(client)) },
    trees: {
      own: fakeOwnTrees(),
      list: () => soon(structuredClone(trees)),
      configure: async ({ values }) => {
        const [state] = trees;
        if (!state) throw new Error('no tree');
        const changed = setParameters(state, values);
        await wait(pace);
        const reset = Object.keys(values).length === 0;
        const changes = reset ? [] : CHANGES.slice(0, 1);
        const counts = { appeared: null, gone: null, verdicts: changes.length };
        history.unshift({ of: state.id, ...WRITTEN, changed, ...counts });
        return { state: structuredClone(state), changed, verdicts: { total: changes.length, changes } };
      },
      history: ({ tree, offset = 0, limit = 200 }) => soon(historyPage(history, tree, offset, limit)),
      compare: fakeCompare,
      uncompare: () => soon(null),
    },
    verdicts: fakeVerdicts(rowsOf),
    alerts: { list: () => soon(fakeAlerts(rowsOf([{ record: 7 }, { record: 8 }]))) },
    data: {
      list: () => soon([...data]),
      import: ({ path, name }) => {
        if (path.endsWith('.bin')) {
          const file = broughtFile(path, name);
          data = [...data, file];
          return soon(file);
        }
        const added: DataFile = {
          id: 'aws-ip-ranges',
          title: 'Amazon ip-ranges.json',
          kind: 'cloud ranges',
          version: '1718000000',
          date: '2024-06-10',
          licence: 'as published by Amazon',
          attribution: 'Amazon Web Services',
          origin: 'imported',
          entries: 8_412,
          name: 'ip-ranges.json',
          path: '/usb/ip-ranges.json',
          sha256: 'a'.repeat(64),
          problem: null,
        };
        data = [...data.filter((each) => each.id !== added.id), added];
        return soon(added);
      },
      remove: ({ id }) => {
        const removed = data.find((each) => each.id === id);
        if (!removed) return Promise.reject(new Error(`no such data: ${id}`));
        data = data.filter((each) => each !== removed);
        return soon(removed);
      },
      again: () => soon(null),
    },
    networks: fakeNetworks(),
    ...fakeMarks(),
    pictures: fakePictures(),
    views: {
      list: () => soon([...views]),
      save: ({ replace = false, ...view }) => {
        if (!replace && views.some((one) => one.name === view.name))
          return Promise.reject(new Error(`there is already a view "${view.name}"`));
        views = [...views.filter((one) => one.name !== view.name), { ...view, unread: [] }];
        return soon(null);
      },
      remove: ({ name }) => {
        views = views.filter((one) => one.name !== name);
        return soon(null);
      },
    },
    limits: {
      read: () => soon(limits),
      save: (given) => {
        limits = Limits.parse({ ...LIMIT_DEFAULTS, ...given });
        return soon(limits);
      },
    },
    bundle: {
      recognise: ({ path }) => soon({ bundle: path.endsWith('bundle.zip') }),
      open: () =>
        soon({
          sha256: 'ef'.repeat(32),
          state: 'same',
          problems: [],
          missing: [],
          notices: [],
          differences_total: 0,
          differences: [],
        }),
    },
    report: {
      pdfSaved: () => soon(undefined),
      json: ({ path }) => soon({ text: path === undefined ? '{"schema":1}' : null }),
      formats: () =>
        soon([
          {
            id: 'csv',
            title: 'CSV tables',
            purpose: 'Tables for a spreadsheet.',
            files: 'several',
            extension: '.csv',
            options: ['bom'],
            redactable: true,
          },
          {
            id: 'json',
            title: 'JSON report',
            purpose: 'The whole report for programs.',
            files: 'one',
            extension: '.json',
            options: ['custody'],
            redactable: true,
          },
        ]),
      redact: ({ texts }) =>
        soon({ texts: texts.map(({ text }) => text.replaceAll(/\bdan\b/g, 'user-0001')) }),
      pseudonyms: ({ search = '' }) => {
        const all = [
          { kind: 'user' as const, value: 'dan', pseudonym: 'user-0001' },
          { kind: 'domain' as const, value: 'example.com', pseudonym: 'domain-0001.example' },
        ];
        const pseudonyms = all.filter(
          (one) => search === '' || search.includes(one.pseudonym) || one.value.includes(search),
        );
        return soon({ known: 2, total: pseudonyms.length, pseudonyms });
      },
      export: () => soon({ files: [{ name: '', bytes: 12_345, sha256: 'ab'.repeat(32) }] }),
      table: () => soon({ rows: 3, files: [{ name: '', bytes: 12, sha256: 'cd'.repeat(32) }] }),
      pdf: ({ sections = [] }) =>
        soon({
          base64: btoa('%PDF-1.7'),
          sha256: 'ab'.repeat(32),
          bytes: 8,
          pages: 4 + sections.length,
          headings: [
            { level: 1, title: 'Summary', page: 5 },
            { level: 2, title: 'Incident 1: dan@example.com', page: 6 },
            { level: 3, title: 'Finding: a rare profile', page: 7 },
          ],
        }),
    },
  };

  function entityPage(entity: Entity) {
    return {
      entity,
      events: 20_419,
      failures: 311,
      first_timestamp: '2024-05-01T06:58:11.000000Z',
      last_timestamp: '2024-05-14T17:02:45.000000Z',
      datasets: [
        { event_dataset: 'aws.cloudtrail', events: 18_110 },
        { event_dataset: 'okta.system', events: 2_309 },
      ],
      addresses: [
        {
          source_address: '198.51.100.23',
          source_kind: 'public',
          place: 'Berlin, DE',
          country_iso_code: 'DE',
          as_number: 3320,
          as_organization_name: 'Deutsche Telekom AG',
          cloud: null,
          log_country: 'DE',
          log_differs: false,
          known_network: 'Berlin',
          known_network_status: 'confirmed' as const,
          is_hosting: false,
          events: 18_402,
          failures: 300,
          first_timestamp: '2024-05-01T06:58:11.000000Z',
          last_timestamp: '2024-05-14T17:02:45.000000Z',
        },
        {
          source_address: '203.0.113.77',
          source_kind: 'public',
          place: 'Ashburn, US',
          country_iso_code: 'US',
          as_number: 14618,
          as_organization_name: 'Amazon.com, Inc.',
          cloud: 'aws us-east-1',
          log_country: null,
          log_differs: false,
          known_network: 'learned 203.0.113.77/32, in AWS us-east-1',
          known_network_status: 'learned' as const,
          is_hosting: true,
          events: 2_001,
          failures: 4,
          first_timestamp: '2024-05-02T06:58:11.000000Z',
          last_timestamp: '2024-05-14T16:02:45.000000Z',
        },
        {
          source_address: '203.0.113.9',
          source_kind: 'public',
          place: 'London, GB',
          country_iso_code: 'GB',
          as_number: 62240,
          as_organization_name: 'Clouvider Limited',
          cloud: null,
          log_country: 'NL',
          log_differs: true,
          known_network: null,
          known_network_status: null,
          is_hosting: true,
          events: 7,
          failures: 7,
          first_timestamp: '2024-05-09T09:41:02.000000Z',
          last_timestamp: '2024-05-09T10:31:44.000000Z',
        },
      ],
      holders:
        entity.kind === 'address'
          ? [
              {
                holder_kind: 'instance' as const,
                holder_id: 'i-0a1b2c3d4e5f67890',
                cloud_account_id: '111122223333',
                cloud_region: 'us-east-1',
                stated_at: '2024-05-02T06:00:00.000000Z',
                held_from: '2024-05-02T06:00:00.000000Z',
                held_until: null,
                stated_by: 'AssociateAddress',
                evidence_id: 1,
                record: 17,
                ended_by: null,
                ended_evidence_id: null,
                ended_record: null,
              },
            ]
          : [],
      related: [
        { entity: { kind: 'access_key' as const, value: 'ASIAEXAMPLE1004' }, events: 1_204 },
        {
          entity: {
            kind: 'principal' as const,
            value: 'arn:aws:sts::111122223333:assumed-role/web-frontend/alice@example.com',
          },
          events: 988,
        },
        { entity: { kind: 'session' as const, value: '102sess17' }, events: 402 },
      ],
      top_actions: [
        { event_action: 'GetObject', event_provider: 's3.amazonaws.com', events: 12_004, failures: 12 },
        { event_action: 'GetCallerIdentity', event_provider: 'sts.amazonaws.com', events: 204, failures: 0 },
        { event_action: 'user.authentication.sso', event_provider: 'okta', events: 88, failures: 3 },
      ],
      findings: FINDINGS.slice(0, 3),
      findings_total: 3,
      verdicts: VERDICTS.slice(0, 1),
      verdicts_total: 1,
      elsewhere: entity.kind === 'user' ? [{ column: 'email_to_address', events: 3 }] : [],
      citing_findings: FINDINGS.slice(3, 4),
      citing_findings_total: 1,
      citing_verdicts: [],
      citing_verdicts_total: 0,
    };
  }
}

type Told = ParameterChange & { of: string };

const WRITTEN = { written_at: '2024-05-20T09:30:00.000000Z', actor: 'R. Tanaka' };

function setParameters(state: { parameters: Parameter[] }, values: Record<string, Parameter['value']>) {
  const changed: ChangedParameter[] = [];
  for (const parameter of state.parameters) {
    const { name, value: before } = parameter;
    parameter.value = values[name] ?? parameter.default;
    if (String(before) !== String(parameter.value)) changed.push({ name, before, now: parameter.value });
  }
  return changed;
}

function historyPage(history: readonly Told[], wanted: string, offset: number, limit: number) {
  const changes = history.filter(({ of }) => of === wanted);
  return { total: changes.length, changes: changes.slice(offset, offset + limit) };
}

/** As the client gives a stream of events. */
function progressOf(source: AsyncGenerator<JobProgress, void, void>) {
  return new AsyncIteratorClass<JobProgress, unknown, void>(
    () => source.next(),
    async () => {
      await source.return();
    },
  );
}

const idle: JobProgress = {
  job: 'job-1',
  purpose: 'analysis',
  state: 'running',
  stage: 'looking',
  files_total: 0,
  files_done: 0,
  bytes_total: 0,
  bytes_done: 0,
  records: 0,
  events: 0,
  rejects: 0,
  skips: 0,
  current: null,
  seconds_left: null,
  message: null,
};

async function* none(): AsyncGenerator<JobProgress, void, void> {
  yield* await soon<JobProgress[]>([]);
}

function originalOf(row: Row): string {
  return JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:i-0a1b2c3d4e5f67890',
      arn: row['principal_arn'],
      accountId: '111122223333',
      accessKeyId: row['access_key_id'],
      sessionContext: { ec2RoleDelivery: '2.0', attributes: { mfaAuthenticated: 'false' } },
    },
    eventTime: row['timestamp'],
    eventSource: row['event_provider'],
    eventName: row['event_action'],
    sourceIPAddress: row['source_address'],
    userAgent: row['user_agent_original'],
    requestParameters: {
      bucketName: '<script>alert("not run")</script>',
      key: 'payroll/2024-05.csv',
      Host: 's3.eu-central-1.amazonaws.com',
    },
    responseElements: null,
    readOnly: true,
    eventID: row['event_id'],
    eventCategory: 'Management',
  });
}
