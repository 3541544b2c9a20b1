import { beforeAll, describe, expect, test } from 'vitest';
import type { ExportContext } from '../../electron/engine/report/formats/definition.ts';
import { formatOf } from '../../electron/engine/report/formats/index.ts';
import { gather } from '../../electron/engine/report/pdf/gather.ts';
import { fullRecords } from '../../electron/engine/report/pdf/records.ts';
import { writePdf } from '../../electron/engine/report/pdf/write-pdf.ts';
import { PDF_DEFAULTS, PDF_SECTIONS } from '../../shared/pdf-report.ts';
import { pdfCase } from './pdf-case.ts';
import { hasPoppler, textOf } from './poppler.ts';

const REASON = 'Both <b>at once</b>\u202e';

let made: Awaited<ReturnType<typeof pdfCase>>;

beforeAll(async () => {
  made = await pdfCase({
    verdict: {
      picked: {
        pick_id: 'p1',
        sessions: [
          { evidence_id: 1, record: 2 },
          { evidence_id: 1, record: 5 },
        ],
        reason: REASON,
        author: 'tess',
        written_at: '2024-06-01T09:00:00.000000Z',
      },
    },
  });
});

async function textIn(format: string, custody = false, { desk, info } = made): Promise<string> {
  const pieces: string[] = [];
  const context = { desk, info: { ...info, custody } } as unknown as ExportContext;
  await formatOf(format).write(context, {
    file: (_name, work) =>
      work((piece) => {
        pieces.push(String(piece));
        return Promise.resolve();
      }),
  });
  return pieces.join('').replace(/\s+/g, ' ');
}

describe('H-X5 H-O1 a pair of sessions that an analyst picked is told with its verdict', () => {
  test('in HTML, with reason, both records, and who and when only where custody is asked for', async () => {
    const page = await textIn('html');
    const [, told = ''] = /<dt>Picked by the analyst<\/dt>(.*?)<\/dl>/.exec(page) ?? [];
    expect(told).toContain('Both &lt;b&gt;at once&lt;/b&gt;[U+202E]');
    expect(told).toMatch(/ logs\/1\.json#2 .* logs\/1\.json#5 /);
    expect(told).not.toContain('tess');
    expect(await textIn('html', true)).toContain('compared (tess, 2024-06-01T09:00:00.000000Z): Both');
  });

  test('in Markdown, with reason and both records', async () => {
    const text = await textIn('markdown');
    expect(text).toMatch(
      /An analyst picked two sign-ins .*: `Both <b>at once<\/b>\[U\+202E\]` - Record: `logs\/1\.json#2` - Record: `logs\/1\.json#5`/,
    );
  });

  test.skipIf(!hasPoppler)('in PDF, with reason and both records among those that it cites', async () => {
    const { desk, info } = made;
    const choices = { ...PDF_DEFAULTS, sections: [...PDF_SECTIONS] };
    const all = textOf(await writePdf(desk, info, choices));
    const [, first = '', second = ''] =
      /two sign-ins, to have their sessions compared: R(\d+), R(\d+)\. Both <b>at once<\/b>U\+202E \(tess, 2024-06-01 09:00:00\)/.exec(
        all,
      ) ?? [];
    expect(all).toMatch(
      new RegExp(`R${first} 2024-05-01 \\S+ \\S.*?, record 2 .*R${second} 2024-05-01 \\S+ \\S.*?, record 5 `),
    );
    const sections = PDF_SECTIONS.filter((section) => section !== 'audit');
    expect(textOf(await writePdf(desk, info, { ...choices, sections }))).not.toContain('(tess');
  });
});

test('H-X5 the HTML page lists data in one order, whichever was imported first', async () => {
  const [one] = made.info.data;
  if (!one) throw new Error('no data');
  const data = ['b', 'a', 'c'].map((id) => ({ ...one, id, title: `Data ${id}` }));
  const page = await textIn('html', false, { ...made, info: { ...made.info, data } });
  expect([...page.matchAll(/Data ([abc])/g)].map(([, id]) => id)).toEqual(['a', 'b', 'c']);
});

test('H-X5 of a record that is too long for the page the PDF says how much follows, or that this is not known', async () => {
  const { desk, info } = made;
  const told = await gather(desk, info, PDF_DEFAULTS);
  const said = (left: number | null) =>
    JSON.stringify(
      fullRecords(
        told,
        told.records.list.map(() => ({ text: 'x'.repeat(2000), left })),
      ),
    ).replaceAll(/"[^"]*text":"|"/g, '');
  expect(said(0)).not.toContain('The first');
  expect(said(1)).toContain('The first 2,000 characters; 1 more character follows.');
  expect(said(1234)).toContain('1,234 more characters follow.');
  expect(said(null)).toContain('its end was not read');
});
