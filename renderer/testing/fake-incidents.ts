import type { MuteInput } from '../../shared/contract.ts';
import type { Finding, Incident, IncidentMember, Mute, Row, Severity } from '../../shared/model.ts';
import type { Engine } from '../app/engine-context.ts';
import { FINDINGS, HUNTS, VERDICTS } from './fake-story.ts';

const soon = <T>(value: T): Promise<T> => Promise.resolve(value);

/** Findings, mutes and the one incident of the fake engine. */
export function fakeIncidents(records: (limit: number) => Row[]): Pick<Engine, 'findings' | 'incidents'> & {
  findingsNow: () => Finding[];
  incidentsNow: () => Incident[];
} {
  let mutes: Mute[] = [];
  let gap = 24;
  const covers = (mute: Mute, one: Finding) =>
    mute.hunt === one.hunt &&
    mute.entity.value === one.entity.value &&
    (mute.window_start === null || mute.window_start === one.window_start);
  const findingsNow = () =>
    FINDINGS.map((one) => ({ ...one, muted: mutes.find((mute) => covers(mute, one)) ?? null }));
  const incidentsNow = () => [INCIDENT];
  const mute = (input: MuteInput): Mute => ({
    mute_id: `mute-${input.hunt}-${input.entity.value}`,
    hunt: input.hunt,
    entity: input.entity,
    window_start: input.window?.start ?? null,
    window_end: input.window?.end ?? null,
    reason: input.reason,
    muted_at: '2024-05-20T09:00:00.000000Z',
    muted_by: 'R. Tanaka',
  });
  return {
    findingsNow,
    incidentsNow,
    findings: {
      list: ({ hunt, severities: chosen = [], muted: which = 'with' }) => {
        const ofHunt = findingsNow().filter((one) => hunt === undefined || one.hunt === hunt);
        const muted = ofHunt.filter((one) => one.muted !== null).length;
        const offered = ofHunt.filter((one) => which === 'with' || one.muted === null);
        const findings = offered.filter(({ severity }) => chosen.length === 0 || chosen.includes(severity));
        const severities: Partial<Record<Severity, number>> = {};
        for (const { severity } of offered) severities[severity] = (severities[severity] ?? 0) + 1;
        return soon({ total: findings.length, findings, muted, severities });
      },
      get: ({ finding_id }) => {
        const finding = findingsNow().find((one) => one.finding_id === finding_id);
        const hunt = HUNTS.find((one) => one.id === finding?.hunt);
        if (!finding || !hunt) return Promise.reject(new Error(`no finding ${finding_id}`));
        return soon({ finding, hunt, events: records(Math.min(12, finding.event_count)) });
      },
      mute: (input) => {
        const made = mute({ ...input, window: input.window ?? null });
        mutes = [...mutes.filter((one) => one.mute_id !== made.mute_id), made];
        return soon(made);
      },
      unmute: ({ mute_id }) => {
        mutes = mutes.filter((one) => one.mute_id !== mute_id);
        return soon(null);
      },
      mutes: () =>
        soon(
          mutes.map((one) => ({
            ...one,
            findings: FINDINGS.filter((finding) => covers(one, finding)).length,
          })),
        ),
    },
    incidents: {
      list: () => soon({ total: 1, incidents: incidentsNow(), gap_hours: gap }),
      get: ({ incident_id }) =>
        incident_id === INCIDENT.incident_id
          ? soon({
              incident: INCIDENT,
              members: MEMBERS,
              findings: FINDINGS.slice(0, 3),
              verdicts: VERDICTS.slice(0, 1),
              events: records(8),
              events_total: 8,
              datasets: [
                { event_dataset: 'aws.cloudtrail', events: 5 },
                { event_dataset: 'okta.system', events: 3 },
              ],
            })
          : Promise.reject(new Error(`no incident ${incident_id}`)),
      configure: ({ gap_hours }) => {
        gap = gap_hours ?? 24;
        return soon({ total: 1, gap_hours: gap });
      },
    },
  };
}

const MEMBERS: IncidentMember[] = [
  { kind: 'verdict', id: 'v-1', points: 63 },
  ...FINDINGS.slice(0, 3).map((one, at) => ({
    kind: 'finding' as const,
    id: one.finding_id,
    points: [8, 2, 0][at] ?? 0,
  })),
];

const INCIDENT: Incident = {
  incident_id: 'incident-1',
  score: 73,
  score_parts: [
    {
      label: 'verdict: EC2 instance credentials used from several addresses, score 90, of which 70 % count',
      points: 63,
    },
    { label: 'finding: Rare session profile, score 59, of which 35 % count', points: 8 },
    { label: 'finding: Many networks and countries in a day, score 58, of which 23 % count', points: 2 },
  ],
  severity: 'critical',
  verdict: 'malicious',
  entity: { kind: 'user', value: 'dan@example.com' },
  entities: [
    { entity: { kind: 'user', value: 'dan@example.com' }, records: 8 },
    { entity: { kind: 'access_key', value: 'ASIAEXAMPLE1004' }, records: 5 },
    { entity: { kind: 'address', value: '203.0.113.9' }, records: 3 },
  ],
  window_start: '2024-05-08T02:10:00.000000Z',
  window_end: '2024-05-08T03:40:12.500000Z',
  summary:
    'Used from outside of AWS (Clouvider Limited) with another operating system, and nothing explains it.',
  findings: 3,
  verdicts: 1,
  hunts: 2,
  hypotheses: ['S-H1', 'S-H4'],
  attack: ['T1078.004', 'T1552.005'],
};
