import { describe, expect, test } from 'vitest';
import { sha256Of } from '../../electron/engine/own-trees/store.ts';
import { writePdf } from '../../electron/engine/report/pdf/write-pdf.ts';
import { PDF_DEFAULTS, type PdfSection } from '../../shared/pdf-report.ts';
import { FINDING } from '../desk/incident.ts';
import { oneQuestion, YES_NO } from '../own-trees/support.ts';
import { insert } from '../support/desk-seed.ts';
import { pdfCase } from './pdf-case.ts';
import { hasPoppler, linksOf, placesOf, textOf } from './poppler.ts';

type Case = Awaited<ReturnType<typeof pdfCase>>;

const pdfOf = ({ desk, info }: Case, ...sections: PdfSection[]): Promise<Buffer> =>
  writePdf(desk, info, { ...PDF_DEFAULTS, sections });

/** The text of the first incident, without the contents before and the chapter of notes behind it. */
const incidentIn = (pdf: Buffer): string =>
  textOf(pdf).split('Incident 1: ada@example.com').at(-1)?.split('What the analyst wrote beside')[0] ?? '';

async function withNotes(): Promise<Case> {
  const made = await pdfCase();
  const { kind, value } = FINDING.entity;
  const entity = { entity_kind: kind, entity_value: value };
  await insert(made.job, 'marked_things', [
    { thing: 'its-entity', kind: 'entity', ...entity },
    { thing: 'its-record', kind: 'record', evidence_id: 2, record: 1 },
    { thing: 'another', kind: 'entity', ...entity, entity_value: 'somebody else' },
    { thing: 'another-record', kind: 'record', evidence_id: 1, record: 4 },
  ]);
  const by = { author: 'tess', written_at: '2024-06-02 10:00:00' };
  await insert(made.job, 'notes', [
    { note: 1, thing: 'its-entity', body: 'on leave that day', ...by },
    { note: 2, thing: 'its-record', body: 'the first use', ...by },
    { note: 3, thing: 'another', body: 'not of it', ...by },
    { note: 4, thing: 'another-record', body: 'nor this', ...by },
  ]);
  return made;
}

describe.skipIf(!hasPoppler)('H-X5 an incident in the PDF', () => {
  test('tells the notes on its entity and records, no others, and leads to their chapter', async () => {
    const made = await withNotes();
    const pdf = await pdfOf(made, 'incidents', 'notes');
    const told = incidentIn(pdf);
    for (const body of ['on leave that day', 'the first use']) expect(told).toContain(body);
    for (const body of ['not of it', 'nor this', 'tess']) expect(told).not.toContain(body);
    expect(linksOf(pdf).filter((place) => place === 'notes').length).toBeGreaterThan(1);
    const without = await pdfOf(made, 'incidents');
    expect(textOf(without)).not.toContain('on leave that day');
    expect(linksOf(without).filter((place) => !placesOf(without).includes(place))).toEqual([]);
  });

  test('names the logs that would have answered, with the trees that asked', async () => {
    const told = incidentIn(await pdfOf(await pdfCase(), 'incidents'));
    expect(told).toMatch(
      /Logs that would have answered Log Decision trees with a question that stays unknown CloudTrail management events Instance credentials/,
    );
  });

  test('says how many findings and verdicts have no line in its time line', async () => {
    const made = await pdfCase();
    const findings = Array.from({ length: 30 }, (_, index) => ({ ...FINDING, finding_id: `f${index + 1}` }));
    await insert(
      made.job,
      'incident_members',
      findings.slice(1).map(({ finding_id }, index) => ({
        ...{ incident_id: 'i1', ordinal: index + 3, member_kind: 'finding' },
        ...{ member_id: finding_id, points: 1 },
      })),
    );
    const readers = {
      ...made.info.readers,
      findings: (_desk: unknown, { offset }: { offset: number }) =>
        Promise.resolve({ total: findings.length, findings: findings.slice(offset) }),
    };
    const many = textOf(await pdfOf({ ...made, info: { ...made.info, readers } }, 'incidents'));
    expect(many).toContain('the time of 24 findings and verdicts, findings first; 7 more have no line here');
    expect(textOf(await pdfOf(made, 'incidents'))).toContain(
      'the time of each finding and verdict. Times in UTC',
    );
  });
});

test.skipIf(!hasPoppler)('H-X5 a tree of the case stands in the PDF with its hash and its text', async () => {
  const made = await pdfCase();
  const text = oneQuestion("      kind: entity_value\n      is: 'x'", YES_NO);
  const kept = { saved: 1, id: 'my-tree', version: 2, file: '<b>.yaml', sha256: sha256Of(text) };
  await insert(made.job, 'own_trees', [{ ...kept, text }]);
  const told = textOf(await pdfOf(made, 'method'));
  expect(told).toContain('Decision trees of this case');
  expect(told.replaceAll(' ', '')).toContain(sha256Of(text));
  expect(told).toContain('<b>.yaml');
  for (const line of ['Text of my-tree, version 2', 'needs: { missing: a log }', '- id: q'])
    expect(told).toContain(line);
});

test.skipIf(!hasPoppler)(
  'H-X5 the cover tells the zone that the desk shows, while times stay UTC',
  async () => {
    const made = await pdfCase();
    const zoned = (time_zone: string) =>
      pdfOf({ ...made, info: { ...made.info, case: { ...made.info.case, time_zone } } }, 'summary').then(
        textOf,
      );
    expect(await zoned('Asia/Tokyo')).toMatch(
      /Time zone UTC, for every time in this report Zone of the desk Asia\/Tokyo: the desk shows/,
    );
    expect(await zoned('UTC')).toContain('Zone of the desk UTC too');
  },
);
