// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { readMapping, type Mapping } from '../../shared/mapping.ts';
import { EvidenceView } from '../evidence/View.tsx';
import { fakeHost } from '../testing/fake-host.ts';
import { EVIDENCE, LOOK, TABLE } from '../testing/fake-story.ts';
import { engineWith, show } from '../testing/render.tsx';

const totals = { files: 9, records: 0, events: 0, rejects: 0, skips: 0, balanced: true };
const other = { ...TABLE, evidence_id: 10, name: 'vpn-2.csv' };

async function openDialog(calls: Parameters<typeof engineWith>[0] = {}, host = fakeHost()) {
  const evidence = [...EVIDENCE, TABLE, other];
  const list = () => Promise.resolve({ totals, evidence });
  const engine = engineWith({ ...calls, evidence: { list, ...calls.evidence } });
  const spies = {
    save: vi.spyOn(engine.mapping, 'save'),
    import: vi.spyOn(engine.evidence, 'import'),
    preview: vi.spyOn(engine.mapping, 'preview'),
  };
  show(<EvidenceView />, { engine, host, at: '#/evidence?line=9' });
  fireEvent.click(await screen.findByRole('button', { name: 'Map its columns…' }));
  await screen.findByTestId('mapping');
  return spies;
}
const field = (name: string) => screen.getByLabelText<HTMLSelectElement>(name);
const choose = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

describe('mapping the columns of an unknown file', () => {
  test('is offered for a table, not for a text', async () => {
    show(<EvidenceView />, { at: '#/evidence?line=6' });
    await screen.findByText(/No log source recognised this content/);
    expect(screen.queryByText('Map its columns…')).toBeNull();
  });

  test('shows the first rows and the guess, hostile names and values as text only', async () => {
    await openDialog();
    const rows = screen.getByTestId('mapping-rows');
    expect(within(rows).getByText('<b>who</b>')).toBeTruthy();
    expect(within(rows).getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('img, b')).toBeNull();
    expect(field('User').value).toBe(':<b>who</b>');
    expect(field('Address').value).toBe(':ip');
    expect(field('Outcome').value).toBe('');
    expect((await screen.findByTestId('mapping-preview')).textContent).toContain('ada@example.com');
  });

  test('a changed field is previewed, then saved, and the file is read again with the others', async () => {
    const spies = await openDialog();
    choose(field('Outcome'), ':how');
    choose(await screen.findByLabelText(/^fine/), 'success');
    choose(screen.getByLabelText('Add another field…'), 'rule_name');
    choose(await screen.findByLabelText('Rule name'), 'fixed');
    choose(screen.getByLabelText('Fixed value: Rule name'), 'vpn login');
    choose(screen.getByLabelText('Offset from UTC'), '+02:00');
    const fields: Mapping['fields'] = {
      timestamp: { from: ['when'], time: { format: 'iso', offset: '+02:00' } },
      user_name: { from: ['<b>who</b>'] },
      source_address: { from: ['ip'] },
      event_outcome: { from: ['how'], outcomes: { fine: 'success' } },
      rule_name: { value: 'vpn login' },
    };
    await waitFor(() => expect(spies.preview.mock.lastCall?.[0].mapping.fields).toEqual(fields));
    fireEvent.click(screen.getByRole('button', { name: 'Save and import' }));
    await waitFor(() => expect(spies.import.mock.calls[0]?.[0]).toEqual({ again: [9, 10] }));
    expect(spies.save.mock.calls[0]?.[0].mapping).toEqual({ ...LOOK.guess, fields });
    await waitFor(() => expect(screen.queryByTestId('mapping')).toBeNull());
    await waitFor(() => expect(screen.getByTestId('import-progress').dataset['state']).toBe('done'));
  });

  test('a draft that is no mapping says why and cannot be imported', async () => {
    const spies = await openDialog();
    choose(screen.getByLabelText('Offset from UTC'), 'Berlin');
    expect((await screen.findByRole('alert')).textContent).toContain('an offset looks like +02:00');
    fireEvent.click(screen.getByRole('button', { name: 'Save and import' }));
    expect(spies.save).not.toHaveBeenCalled();
  });

  test('what would be rejected is said with its first line; an error of the engine too', async () => {
    await openDialog({
      mapping: {
        preview: ({ mapping }) =>
          'time' in mapping.fields['timestamp']! && mapping.fields['timestamp'].time?.format === 'epoch_s'
            ? Promise.reject(new Error('the pattern is none'))
            : Promise.resolve({
                records: 2000,
                events: 1998,
                whole: false,
                columns: ['timestamp'],
                rows: [],
                rejects: [{ reason: 'no time in when', records: 2, first_line: 17 }],
              }),
      },
    });
    expect((await screen.findByTestId('mapping-rejects')).textContent).toBe(
      '2 records would be rejected, first in line 17: no time in when',
    );
    expect(screen.getByText('1,998 of the first 2,000 records become events')).toBeTruthy();
    choose(screen.getByLabelText('How the time is written'), 'epoch_s');
    expect((await screen.findByRole('alert')).textContent).toContain('the pattern is none');
  });

  test('is handed on as a file, and taken from one', async () => {
    const saveText = vi.fn(() => Promise.resolve(true));
    await openDialog({}, fakeHost({ saveText }));
    fireEvent.click(screen.getByRole('button', { name: 'Save as file…' }));
    const [name, text] = saveText.mock.lastCall as unknown as [string, string];
    expect(name).toBe('vpn.mapping.json');
    expect(readMapping(text)).toEqual(LOOK.guess);
    const colleague = {
      ...LOOK.guess,
      name: 'colleague',
      fields: { ...LOOK.guess.fields, user_id: { from: ['elsewhere'] } },
    };
    const load = (content: string) =>
      fireEvent.change(screen.getByTestId('mapping-file'), {
        target: { files: [new File([content], 'a.json')] },
      });
    load(JSON.stringify(colleague));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('colleague'));
    expect(screen.getByLabelText('User id').textContent).toContain('elsewhere (not in this file)');
    load('{}');
    expect(await screen.findByText(/not a mapping/)).toBeTruthy();
  });
});
