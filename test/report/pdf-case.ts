import { sql } from '../../electron/engine/db/sql.ts';
import type { Readers } from '../../electron/engine/desk/readers.ts';
import type { PdfInfo } from '../../electron/engine/report/pdf/write-pdf.ts';
import type { DataFile, Finding, Verdict } from '../../shared/model.ts';
import { EVENTS, FINDING, incident, READERS, VERDICT } from '../desk/incident.ts';
import { insert, type SomeEvent } from '../support/desk-seed.ts';

/** What an attacker, or chance, may write into a log. */
export const HOSTILE = {
  formula: `=cmd|'/C calc'!A0`,
  html: '<script>alert(1)</script><img src=x onerror=alert(2)>&amp;',
  direction: 'invoice\u202Efdp.exe',
  isolate: 'a\u2066b\u2069c\u200Ed',
  nul: 'nul\u0000here',
  newline: 'one\r\ntwo\tthree',
  homoglyph: 'p\u0430ypal.com',
  terminal: '\u001b[31mred\u001b[0m \u009b2J',
  blank: 'zero\u200Bwidth\u00A0nbsp\u3164filler',
  surrogate: 'half \uD83D pair, whole \u{1F600}',
  marks: `z${'\u0301'.repeat(20)}`,
  scripts: 'Ελληνικά Кириллица עברית العربية 漢字 ✓ ½',
  fontless: '\u13A0 \u1780',
  link: '[click](javascript:alert(1)) https://evil.example/',
  braces: '{{constructor}} ${7*7} %s %n \\u0041 (paren) \\',
} as const;

const LONG = 'A'.repeat(1024 * 1024);

const data: DataFile = {
  id: 'asn',
  title: 'Networks',
  kind: 'network',
  version: '2.3',
  date: '2026-06-17',
  licence: 'CC-BY-4.0',
  attribution: 'RouteViews',
  origin: 'built in',
  entries: 411_961,
  name: null,
  path: null,
  sha256: null,
  problem: null,
};

export const INFO: PdfInfo = {
  tool: { name: 'Interloper', version: '0.1.0' },
  case: { name: 'A case', examiner: 'Eve Examiner', reference: 'R-1' },
  data: [data],
  readers: READERS,
};

interface Changes {
  events?: readonly SomeEvent[];
  finding?: Partial<Finding>;
  verdict?: Partial<Verdict>;
  incident?: { entity_value?: string; summary?: string };
}

/** The story of `incident` with an incident that holds its finding and verdict, a reject, and a line of the audit log. */
export async function pdfCase({ events = EVENTS, finding, verdict, incident: about }: Changes = {}) {
  const database = await incident(events);
  const { job } = database;
  await insert(job, 'incidents', [
    {
      incident_id: 'i1',
      score: 88,
      score_parts: '[{"label":"finding: Rare session profiles","points":70},{"label":"verdict","points":18}]',
      severity: 'high',
      verdict: 'suspicious',
      entity_kind: 'user',
      entity_value: FINDING.entity.value,
      window_start: FINDING.window_start,
      window_end: FINDING.window_end,
      summary: 'used from a hosting provider',
      findings: 1,
      verdicts: 1,
      hunts: 1,
      hypotheses: '["S-H1"]',
      attack: '["T1078.004"]',
      ...about,
    },
  ]);
  await insert(job, 'incident_members', [
    { incident_id: 'i1', ordinal: 1, member_kind: 'finding', member_id: 'f1', points: 70 },
    { incident_id: 'i1', ordinal: 2, member_kind: 'verdict', member_id: 'v1', points: 18 },
  ]);
  await insert(job, 'incident_entities', [
    { incident_id: 'i1', ordinal: 1, entity_kind: 'user', entity_value: FINDING.entity.value, records: 2 },
  ]);
  await job.run('UPDATE evidence SET rejects = 1, records = records + 1 WHERE evidence_id = 1');
  await insert(job, 'rejects', [
    {
      evidence_id: 1,
      record: 7,
      byte_offset: 900,
      line: 7,
      reason: 'not JSON',
      excerpt: '{"a":',
      length: 5,
      sha256: 'ab',
    },
  ]);
  await insert(job, 'audit_log', [
    {
      written_at: '2024-06-01 09:00:00',
      actor: 'eve',
      action: 'case.created',
      subject: 'A case',
      tool_version: '0.1.0',
    },
  ]);
  return {
    ...database,
    desk: database.desk,
    job,
    info: { ...INFO, readers: readersOf({ ...FINDING, ...finding }, { ...VERDICT, ...verdict }) },
  };
}

const readersOf = (finding: Finding, verdict: Verdict): Readers => ({
  ...READERS,
  findings: (_desk, { offset }) => Promise.resolve({ total: 1, findings: [finding].slice(offset) }),
  verdicts: (_desk, { offset }) => Promise.resolve({ total: 1, verdicts: [verdict].slice(offset) }),
});

/** Hostile values in everything that comes from outside. */
export async function hostileCase() {
  const all = Object.values(HOSTILE).join(' \u00b7 ');
  const [first, ...rest] = EVENTS;
  if (!first) throw new Error('no events');
  const made = await pdfCase({
    events: [{ ...first, user_agent_original: HOSTILE.terminal, client_name: null }, ...rest],
    finding: {
      summary: all,
      values: {
        formula: HOSTILE.formula,
        long: LONG,
        list: [HOSTILE.html, HOSTILE.link],
        deep: [{ a: HOSTILE.nul, b: true }],
      },
      entity: { kind: 'user', value: HOSTILE.direction },
    },
    verdict: {
      reason: LONG,
      title: HOSTILE.html,
      subject: { kind: 'access_key', value: HOSTILE.homoglyph },
      alert: { label: HOSTILE.direction, evidence_id: 2, record: 1 },
      path: VERDICT.path.map((step) => ({
        ...step,
        text: `${HOSTILE.html} ${step.text}`,
        reason: HOSTILE.newline,
        answer: HOSTILE.direction,
      })),
    },
    incident: { entity_value: HOSTILE.direction, summary: LONG },
  });
  const path = `/logs/${HOSTILE.direction}/${'long-folder/'.repeat(60)}${HOSTILE.html}`;
  await made.job.run(sql`UPDATE evidence SET path = ${path}, message = ${path} WHERE evidence_id = 2`);
  const excerpt = HOSTILE.terminal + HOSTILE.newline;
  await made.job.run(sql`UPDATE rejects SET excerpt = ${excerpt}, reason = ${HOSTILE.isolate}`);
  await made.job.run(sql`UPDATE audit_log SET subject = ${HOSTILE.direction}, actor = ${HOSTILE.formula}`);
  const about = { name: HOSTILE.html, examiner: HOSTILE.direction, reference: HOSTILE.newline };
  return { ...made, info: { ...made.info, case: about } };
}
