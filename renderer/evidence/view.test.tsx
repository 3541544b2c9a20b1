// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { EVIDENCE, LOCKED } from '../testing/fake-story.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { EvidenceView } from './View.tsx';

const totalsOf = (evidence: typeof EVIDENCE, balanced = true) => ({
  files: evidence.length,
  records: evidence.reduce((sum, line) => sum + line.records, 0),
  events: evidence.reduce((sum, line) => sum + line.events, 0),
  rejects: evidence.reduce((sum, line) => sum + line.rejects, 0),
  skips: evidence.reduce((sum, line) => sum + line.skips, 0),
  balanced,
});

describe('the ledger', () => {
  test('every file has a line, also those that were not recognised, with the sum of all', async () => {
    show(<EvidenceView />);
    const ledger = await screen.findByTestId('ledger');
    for (const line of EVIDENCE) expect(await within(ledger).findByTitle(line.path)).toBeTruthy();
    expect(ledger.textContent).toContain('Not recognised');
    expect(screen.getByTestId('ledger-sum').textContent).toBe(
      '10,000,147 records= 10,000,000 events+ 5 rejects+ 142 skipsThe sum holds',
    );
  });

  test('a sum that does not hold is said, whatever the engine believes', async () => {
    const broken = EVIDENCE.map((line, at) => (at === 0 ? { ...line, records: line.records + 1 } : line));
    show(<EvidenceView />, {
      engine: engineWith({
        evidence: { list: () => Promise.resolve({ totals: totalsOf(broken), evidence: broken }) },
      }),
    });
    expect((await screen.findByTestId('ledger-sum')).textContent).toContain('The sum does not hold');
  });

  test('a file that was not read claims no sum', async () => {
    show(<EvidenceView />);
    const ledger = await screen.findByTestId('ledger');
    const failed = (await within(ledger).findByText('Failed')).closest('[role=row]');
    expect(failed?.textContent).not.toContain('✓');
  });

  test('the filters count and narrow', async () => {
    show(<EvidenceView />);
    const ledger = await screen.findByTestId('ledger');
    fireEvent.click(within(ledger).getByRole('button', { name: /With rejects 2/ }));
    expect(within(ledger).queryByTitle(EVIDENCE[0]!.path)).toBeNull();
    expect(await within(ledger).findByTitle(EVIDENCE[1]!.path)).toBeTruthy();
  });
});

describe('a line in full', () => {
  test('lists the records that the vendor delivered again', async () => {
    show(<EvidenceView />, { at: '#/evidence?line=1' });
    const copies = await screen.findByTestId('copies');
    expect(copies.textContent).toContain('record 9 is record 1,204 of first.json.gz');
  });

  test('names place and reason of each reject, and shows hostile excerpts as text only', async () => {
    const { container } = show(<EvidenceView />, { at: '#/evidence?line=2' });
    const rejects = await screen.findByTestId('rejects');
    expect(await within(rejects).findByText(/eventTime is missing/)).toBeTruthy();
    expect(rejects.textContent).toContain('record 90,004, byte 32,411,770');
    expect(rejects.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(container.querySelector('img, script')).toBeNull();
  });

  test('says what to do with a file that nobody recognised', async () => {
    show(<EvidenceView />, { at: '#/evidence?line=6' });
    expect(await screen.findByText(/else export the log as JSON or CSV and drop that/)).toBeTruthy();
  });
});

describe('a line that is encrypted', () => {
  const withLocked = [...EVIDENCE, LOCKED];
  const list = () => Promise.resolve({ totals: totalsOf(withLocked), evidence: withLocked });
  const at = `#/evidence?line=${LOCKED.evidence_id}`;
  const give = async (password: string) => {
    const form = await screen.findByTestId('unlock');
    fireEvent.change(within(form).getByLabelText('Password'), { target: { value: password } });
    fireEvent.submit(form);
    return form;
  };

  test('is read again in its place with the password that opens it', async () => {
    const engine = engineWith({ evidence: { list } });
    const started = vi.spyOn(engine.evidence, 'import');
    show(<EvidenceView />, { engine, at });
    const form = await give('infected');
    await waitFor(() => expect(started.mock.calls[0]?.[0]).toEqual({ again: [LOCKED.evidence_id] }));
    expect(within(form).getByLabelText<HTMLInputElement>('Password').value).toBe('');
    expect(within(form).getByLabelText('Password').getAttribute('type')).toBe('password');
    await waitFor(() => expect(screen.getByTestId('import-progress').dataset['state']).toBe('done'));
  });

  test('says that a password does not open it, and imports nothing', async () => {
    const engine = engineWith({ evidence: { list } });
    const started = vi.spyOn(engine.evidence, 'import');
    show(<EvidenceView />, { engine, at });
    await give('wrong');
    expect((await screen.findByRole('alert')).textContent).toBe('This password does not open it.');
    expect(started).not.toHaveBeenCalled();
  });
});

describe('import', () => {
  test('a typed path is imported and followed to its end', async () => {
    const engine = quietEngine();
    const started = vi.spyOn(engine.evidence, 'import');
    show(<EvidenceView />, { engine });
    await screen.findByTestId('ledger');
    fireEvent.change(screen.getByTestId('path-input'), { target: { value: '/evidence/export' } });
    fireEvent.submit(screen.getByTestId('path-input').closest('form')!);
    await waitFor(() => expect(screen.getByTestId('import-progress').dataset['state']).toBe('done'));
    expect(started.mock.calls[0]?.[0]).toEqual({ inputs: [{ path: '/evidence/export' }] });
    expect(screen.getByTestId('import-progress').textContent).toContain('8 of 8');
  });

  test('a cancel is acknowledged, and says what was kept', async () => {
    show(<EvidenceView />);
    await screen.findByTestId('ledger');
    fireEvent.change(screen.getByTestId('path-input'), { target: { value: '/evidence' } });
    fireEvent.submit(screen.getByTestId('path-input').closest('form')!);
    fireEvent.click(await screen.findByTestId('import-cancel'));
    expect(await screen.findByText(/Stopping…/)).toBeTruthy();
    await waitFor(() => expect(screen.getByTestId('import-progress').dataset['state']).toBe('cancelled'));
    expect(screen.getByTestId('import-progress').textContent).toContain('Files that were finished are kept');
  });

  test('what an import did not finish is offered, and imported when asked for', async () => {
    const files = [{ path: '/evidence/b.json', name: 'b.json' }];
    const engine = engineWith({ evidence: { unfinished: () => Promise.resolve(files) } });
    const started = vi.spyOn(engine.evidence, 'import');
    show(<EvidenceView />, { engine });
    expect((await screen.findByTestId('unfinished')).textContent).toContain('1 file was read to the end');
    fireEvent.click(screen.getByRole('button', { name: 'Import what is missing' }));
    await waitFor(() => expect(started.mock.calls[0]?.[0]).toEqual({ inputs: files }));
  });

  test('an import that is refused says why, and what to do', async () => {
    const engine = engineWith({
      evidence: { import: () => Promise.reject(new Error('a job is running')) },
    });
    show(<EvidenceView />, { engine });
    await screen.findByTestId('ledger');
    fireEvent.change(screen.getByTestId('path-input'), { target: { value: '/evidence' } });
    fireEvent.submit(screen.getByTestId('path-input').closest('form')!);
    expect(await screen.findByText('a job is running')).toBeTruthy();
    expect(screen.getByText(/Wait for the running import/)).toBeTruthy();
    expect(screen.getByText('Copy details')).toBeTruthy();
  });
});
