import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { writePdf, printReport } from '../../electron/engine/report/pdf/write-pdf.ts';
import { PDF_DEFAULTS, PDF_SECTIONS, type PdfChoices, type PdfHeading } from '../../shared/pdf-report.ts';
import { VERDICT } from '../desk/incident.ts';
import { emptyCase, insert } from '../support/desk-seed.ts';
import { HOSTILE, hostileCase, INFO, pdfCase } from './pdf-case.ts';
import {
  bonesOf,
  denseTextOf,
  fontsOf,
  hasPoppler,
  infoOf,
  linksOf,
  pagesOf,
  placesOf,
  textOf,
} from './poppler.ts';

const ALL: PdfChoices = { ...PDF_DEFAULTS, sections: [...PDF_SECTIONS] };
/** The plain case, printed once with all of its parts. */
const printed = once(async () => {
  const { desk, info } = await pdfCase();
  return { desk, info, ...(await printReport(desk, info, ALL)) };
});

/** The case of hostile values, with all parts. */
const hostile = once(async () => {
  const { desk, info } = await hostileCase();
  return printReport(desk, info, ALL);
});

/** Pages from a heading of the first level to the next. */
function lengthOf(title: string, headings: readonly PdfHeading[]): number {
  const chapters = headings.filter((one) => one.level === 1);
  const at = chapters.findIndex((one) => one.title === title);
  return (chapters[at + 1]?.page ?? 0) - (chapters[at]?.page ?? 0);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const HEADINGS = {
  summary: 'Summary',
  incidents: 'Incidents',
  coverage: 'Coverage',
  decisions: 'Decisions of the analyst',
  notes: 'Notes of the analyst',
  method: 'Method',
  evidence: 'Evidence manifest',
  rejects: 'Rejects',
  audit: 'Audit log',
  records: 'Appendix: cited records in full',
} as const;

describe.skipIf(!hasPoppler)('read back by poppler', () => {
  test('H-X5 the PDF holds case, summary, incident, finding, verdict, method, evidence, rejects, audit log and records', async () => {
    const { bytes, pages, headings } = await printed();
    const text = textOf(bytes);
    for (const [name, value] of [
      ['Case', 'A case'],
      ['Examiner', 'Eve Examiner'],
      ['Reference', 'R-1'],
      ['First time in the evidence', '–'],
      ['Time zone', 'UTC, for every time in this report'],
      ['Program', 'Interloper 0.1.0'],
    ])
      expect(text).toContain(`${name} ${value}`);
    for (const said of [
      'Networks version 2.3, 2026-06-17',
      'Incident 1: ada@example.com, score 88, suspicious',
      'Session profiles of ada@example.com',
      'Finding: Rare session profiles',
      'Verdict: Instance credentials, suspicious',
      'The way taken, and where other answers would have led',
    ])
      expect(text).toContain(said);
    expect(text).toContain('203.0.113.9 is of AS62240');
    expect(text).toContain('This log would answer: CloudTrail management events');
    expect(text).toContain('proxy logs');
    expect(denseTextOf(bytes)).toContain('2'.padStart(64, '0'));
    expect(text).toContain('not JSON');
    expect(text).toMatch(/2024-06-01 09:00:00 eve case.created/);
    expect(text).toContain('event_action: ListBuckets');
    expect(headings.filter((one) => one.level === 1).map((one) => one.title)).toEqual([
      'How to read this report',
      ...Object.values(HEADINGS),
    ]);
    expect(infoOf(bytes)).toContain(`Pages:           ${pages}`);
  });

  test('every page says which of how many it is, none is empty, and headings are on the pages that are told', async () => {
    const { bytes, pages, headings } = await printed();
    const texts = pagesOf(bytes);
    expect(texts).toHaveLength(pages);
    texts.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} of ${pages}`);
      expect(text.trim().split('\n').length, `page ${index + 1}`).toBeGreaterThan(3);
    });
    for (const { title, page } of headings) expect(texts[page - 1]).toContain(title);
    const contents = texts.find((text) => text.includes('Contents')) ?? '';
    for (const { title, page, level } of headings.filter((one) => one.level < 3))
      expect(contents, `${level} ${title}`).toMatch(
        new RegExp(`${title.replace(/[()]/g, '.')}\\s+${page}\n`),
      );
  });

  test('references lead to records, the contents to headings, and bookmarks name them', async () => {
    const { bytes, headings } = await printed();
    const places = placesOf(bytes);
    expect(places).toEqual(
      expect.arrayContaining(['record-1', 'record-2', 'record-3', 'incident-1', 'finding-f1', 'verdict-v1']),
    );
    const links = linksOf(bytes);
    expect(links.length).toBeGreaterThan(headings.filter((one) => one.level < 3).length);
    expect(links.filter((link) => !places.includes(link))).toEqual([]);
    expect(links).toContain('record-2');
    for (const { title } of headings)
      expect(bonesOf(bytes)).toContain(`/Title (${title.replace(/[()]/g, '\\$&')})`);
  });

  test.each(PDF_SECTIONS)('the part %s stands in the report exactly where it is chosen', async (section) => {
    const { desk, info } = await printed();
    const titles = async (sections: PdfChoices['sections']) =>
      (await printReport(desk, info, { ...PDF_DEFAULTS, sections })).headings.map((one) => one.title);
    expect(await titles([section])).toContain(HEADINGS[section]);
    expect(await titles(PDF_SECTIONS.filter((each) => each !== section))).not.toContain(HEADINGS[section]);
  });

  test('without the records a table says where each stands, so that no reference leads nowhere', async () => {
    const { desk, info } = await printed();
    const bytes = await writePdf(desk, info, { ...PDF_DEFAULTS, sections: ['incidents'] });
    expect(textOf(bytes)).toContain('R2 2024-05-01 10:06:00 logs/2.json 1 e-1');
    expect(linksOf(bytes).filter((link) => !placesOf(bytes).includes(link))).toEqual([]);
  });

  test('H-X5 notes, stars and tags stand with their thing, whatever they hold; author and time only with the audit log', async () => {
    const { desk, job, info } = await pdfCase();
    const about = { entity_kind: 'user', entity_value: HOSTILE.homoglyph };
    await insert(job, 'marked_things', [
      { thing: 'a', kind: 'entity', ...about },
      { thing: 'b', kind: 'record', evidence_id: 1, record: 1 },
    ]);
    const written = { author: 'Mallory Marker', written_at: '2024-06-02 10:00:00' };
    await insert(job, 'notes', [
      { note: 1, thing: 'a', body: `Why <b>this</b>? ${HOSTILE.terminal} ${HOSTILE.direction}`, ...written },
    ]);
    await insert(job, 'marks', [
      { thing: 'b', tag: null, ...written },
      { thing: 'b', tag: 'stolen key', ...written },
    ]);
    const text = textOf(await writePdf(desk, info, { ...PDF_DEFAULTS, sections: ['notes'] }));
    expect(text).toContain('Why <b>this</b>?');
    expect(text).toContain('stolen key');
    expect(text).toContain('Record: 1 of');
    expect(text).not.toContain('Mallory');
    for (const steering of ['\u001b', '\u202e']) expect(text).not.toContain(steering);
    const withAudit = await writePdf(desk, info, { ...PDF_DEFAULTS, sections: ['notes', 'audit'] });
    expect(textOf(withAudit)).toMatch(/Mallory\s+Marker/);
  });

  test('who answered and when stands only where the audit log is asked for', async () => {
    const own = {
      ...VERDICT,
      verdict: 'benign' as const,
      reason: 'a known relay',
      path: VERDICT.path.map((step) => ({ ...step, given: step.question === 'moved' })),
    };
    const answer = {
      question: 'moved',
      answer: 'no',
      reason: 'asked the team',
      author: 'eve',
      written_at: '2024-06-02T08:00:00.000000Z',
      taken: true,
    };
    const { desk, info } = await pdfCase({ verdict: { own, answers: [answer] } });
    const quiet = textOf(await writePdf(desk, info, PDF_DEFAULTS));
    expect(quiet).toContain('Verdict: Instance credentials, benign');
    expect(quiet).toContain('benign (analyst; the facts alone: suspicious)');
    expect(quiet).toContain('asked the team');
    expect(quiet).not.toContain('2024-06-02');
    const loud = textOf(await writePdf(desk, info, ALL));
    expect(loud).toContain('eve, 2024-06-02 08:00:00');
  });

  test('H-A13 a long way through a tree is drawn in pieces that can be read', async () => {
    const [step] = VERDICT.path;
    if (!step) throw new Error('no step');
    const path = Array.from({ length: 11 }, (_none, index) => ({ ...step, question: `way-${index + 100}` }));
    const { desk, info } = await pdfCase({ verdict: { path } });
    const text = textOf(await writePdf(desk, info, { ...PDF_DEFAULTS, sections: ['incidents'] }));
    expect(text).toContain('would have led (1 of 2)');
    expect(text).toContain('would have led (2 of 2)');
    for (const { question } of path) expect(text.split(question)).toHaveLength(2);
  });

  test('hostile values are harmless and readable in every part', async () => {
    const { bytes, pages, headings } = await hostile();
    const dense = denseTextOf(bytes);
    for (const shown of [
      HOSTILE.formula,
      HOSTILE.html,
      HOSTILE.link,
      HOSTILE.braces,
      'invoiceU+202Efdp.exe',
      'aU+2066bU+2069cU+200Ed',
      'nulU+0000here',
      'oneU+000D↵two⇥three',
      'p\u0430U+0430ypal.com',
      'U+001B[31mredU+001B[0mU+009B2J',
      'zeroU+200BwidthU+00A0nbspU+3164filler',
      'halfU+D83Dpair,wholeU+1F600',
      'U+0301U+0301',
      'ΕλληνικάКириллица',
      '漢字',
      'U+1780',
      'morecharacters',
      `${'long-folder/'.repeat(20)}`,
    ])
      expect(dense, shown).toContain(shown.replaceAll(' ', ''));
    // Poppler itself puts marks around words from right to left; none of the others may be left.
    expect(textOf(bytes)).not.toMatch(/[\p{Cc}\u200b-\u200f\u202d\u202e\u2066-\u2069]/u);
    expect(pages).toBeLessThan(60);
    expect(lengthOf('Summary', headings)).toBe(1);
  });

  test('the file asks nothing of its reader: no script, no action but links inside, no address, no file', async () => {
    const { bytes } = await hostile();
    expect(bonesOf(bytes)).not.toMatch(
      /\/(JavaScript|JS|Launch|URI|SubmitForm|GoToR|EmbeddedFiles?|OpenAction|AA|RichMedia|AcroForm)\b/,
    );
    const meta = infoOf(bytes, '-meta');
    expect(meta).not.toContain('<script');
    expect(meta).toContain('script alert(1) /script');
    expect(infoOf(bytes, '-js').trim()).toBe('');
  });

  test('fonts are embedded, its metadata is that of PDF/A-2b, and it claims no tags', async () => {
    const { bytes } = await printed();
    const fonts = fontsOf(bytes).split('\n').slice(2).filter(Boolean);
    expect(fonts.length).toBeGreaterThan(3);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes /);
    const meta = infoOf(bytes, '-meta');
    expect(meta).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(meta).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(infoOf(bytes)).toMatch(/Tagged: +no/);
  });

  test('a given time is told on the cover and in the properties; without one nothing says when', async () => {
    const { desk, info } = await printed();
    const made = await writePdf(desk, { ...info, made: new Date('2026-11-26T10:00:00Z') }, PDF_DEFAULTS);
    expect(textOf(made)).toContain('Made 2026-11-26 10:00:00');
    expect(infoOf(made)).toMatch(/CreationDate: +Thu Nov 26 10:00:00 2026/);
    const still = await writePdf(desk, info, PDF_DEFAULTS);
    expect(textOf(still)).not.toContain('Made 2');
    expect(infoOf(still)).toMatch(/CreationDate: +Thu Jan +1 00:00:00 1970/);
  });
});

test('the summary is one page, also where many incidents have long names', async () => {
  const { desk, job, info } = await pdfCase();
  const rows = Array.from({ length: 30 }, (_none, index) => ({
    incident_id: `i${index + 2}`,
    score: 50,
    score_parts: '[]',
    severity: 'critical',
    verdict: 'malicious',
    entity_kind: 'principal',
    entity_value: `arn:aws:sts::111122223333:assumed-role/${'long-name-'.repeat(30)}${index}`,
    summary: 'word '.repeat(400),
    findings: 0,
    verdicts: 0,
    hunts: 0,
    hypotheses: '[]',
    attack: '[]',
  }));
  await insert(job, 'incidents', rows);
  await insert(
    job,
    'hunt_runs',
    rows.map((_row, index) => ({
      hunt: `missing-${index}`,
      state: 'not run',
      reason: `${'a log with a long name '.repeat(20)}${index}`,
      parameters: '{}',
      findings: 0,
    })),
  );
  const { headings } = await printReport(desk, info, { ...PDF_DEFAULTS, incidents: 1 });
  expect(lengthOf('Summary', headings)).toBe(1);
});

test('an empty case has a report of every part', async () => {
  const { desk } = await emptyCase();
  const readers = {
    ...INFO.readers,
    findings: () => Promise.resolve({ total: 0, findings: [] }),
    verdicts: () => Promise.resolve({ total: 0, verdicts: [] }),
  };
  const { bytes, headings } = await printReport(desk, { ...INFO, data: [], readers }, ALL);
  expect(headings.filter((one) => one.level === 1)).toHaveLength(1 + PDF_SECTIONS.length);
  expect(bytes.subarray(0, 8).toString()).toBe('%PDF-1.7');
});

test('the same case gives the same bytes, in whatever order it was imported', async () => {
  const once = await pdfCase();
  const first = await writePdf(once.desk, once.info, PDF_DEFAULTS);
  expect(shaOf(await writePdf(once.desk, once.info, PDF_DEFAULTS))).toBe(shaOf(first));
  const other = await pdfCase();
  const moved = (id: number) => (id === 1 ? 700 : id === 2 ? 5 : id);
  for (const table of ['evidence', 'event_facts', 'finding_events', 'verdict_events', 'rejects'])
    await other.job.run(
      `UPDATE ${table} SET evidence_id = CASE evidence_id WHEN 1 THEN 700 WHEN 2 THEN 5 ELSE evidence_id END`,
    );
  const verdict = {
    ...VERDICT,
    path: VERDICT.path.map((step) => ({
      ...step,
      events: step.events.map((ref) => ({ ...ref, evidence_id: moved(ref.evidence_id) })),
    })),
  };
  const readers = {
    ...other.info.readers,
    verdicts: () => Promise.resolve({ total: 1, verdicts: [verdict] }),
  };
  const info = { ...other.info, readers, data: INFO.data.toReversed() };
  expect(shaOf(await writePdf(other.desk, info, PDF_DEFAULTS))).toBe(shaOf(first));
});
