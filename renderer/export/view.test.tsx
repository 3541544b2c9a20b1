// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { SavePlace } from '../../shared/host.ts';
import { FindingsView } from '../findings/View.tsx';
import { fakeHost } from '../testing/fake-host.ts';
import { engineWith, show } from '../testing/render.tsx';
import { TimelineView } from '../timeline/View.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ExportedFiles } from './ExportedFiles.tsx';
import { PseudonymsDialog } from './PseudonymsDialog.tsx';

// The chart draws on a canvas, which there is none of here.
vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

const SHA256 = 'ab'.repeat(32);

function place(changes: Partial<SavePlace> = {}) {
  const deliver = vi.fn(() => Promise.resolve());
  const discard = vi.fn(() => Promise.resolve());
  return { path: '/p', packed: true, deliver, discard, ...changes };
}

test('a format is chosen by what it is for, with its own options, and its hash is shown when it is delivered', async () => {
  const to = place();
  const choosePlace = vi.fn(() => Promise.resolve(to));
  const written = vi.fn(() => Promise.resolve({ files: [{ name: '', bytes: 12_345, sha256: SHA256 }] }));
  show(<ExportDialog open caseName="A case" onClose={() => undefined} />, {
    host: fakeHost({ choosePlace }),
    engine: engineWith({ report: { export: written } }),
  });
  expect(await screen.findByText('The whole report for programs.')).toBeTruthy();
  expect(screen.queryByLabelText(/byte order mark/)).toBeNull();
  fireEvent.click(screen.getByLabelText(/audit log/));
  fireEvent.click(screen.getByRole('radio', { name: /CSV tables/ }));
  expect(screen.queryByLabelText(/audit log/)).toBeNull();
  fireEvent.click(screen.getByLabelText(/byte order mark/));
  fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
  expect((await screen.findByTestId('exported')).textContent).toContain(SHA256);
  expect(choosePlace.mock.lastCall).toEqual(['A case csv', 'several']);
  expect((written.mock.lastCall as unknown[])[0]).toEqual({
    format: 'csv',
    path: '/p',
    packed: true,
    bom: true,
  });
  expect(to.deliver).toHaveBeenCalledOnce();
  expect(to.discard).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('radio', { name: /JSON report/ }));
  expect(screen.queryByTestId('exported')).toBeNull();
});

test('what failed is said and not delivered; who decides against it is not asked again', async () => {
  const to = place();
  const failing = () => Promise.reject(new Error('the folder is not empty'));
  const { unmount } = show(<ExportDialog open caseName="A case" onClose={() => undefined} />, {
    host: fakeHost({ choosePlace: () => Promise.resolve(to) }),
    engine: engineWith({ report: { export: failing } }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Export…' }));
  expect(await screen.findByText('the folder is not empty')).toBeTruthy();
  expect(to.discard).toHaveBeenCalledOnce();
  expect(to.deliver).not.toHaveBeenCalled();
  unmount();
  const never = vi.fn(failing);
  show(<ExportDialog open caseName="A case" onClose={() => undefined} />, {
    host: fakeHost({ choosePlace: () => Promise.resolve(null) }),
    engine: engineWith({ report: { export: never } }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Export…' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy());
  expect(never).not.toHaveBeenCalled();
});

test('a table is saved as it is filtered, with all of its rows', async () => {
  const table = vi.fn(() => Promise.resolve({ rows: 7, files: [{ name: '', bytes: 1, sha256: SHA256 }] }));
  const engine = engineWith({ report: { table } });
  const filters = [{ column: 'event_outcome', op: 'is', values: ['failure'] }];
  const { unmount } = show(<TimelineView />, {
    at: `#/timeline?filters=${encodeURIComponent(JSON.stringify(filters))}`,
    engine,
  });
  fireEvent.click(await screen.findByRole('button', { name: 'CSV' }));
  await waitFor(() =>
    expect((table.mock.lastCall as unknown[] | undefined)?.[0]).toEqual({
      asked: { table: 'events', filters },
      format: 'csv',
      path: '/exports/events.csv',
    }),
  );
  expect(await screen.findByText(`7 rows written, SHA-256 ${SHA256}`)).toBeTruthy();
  unmount();
  show(<FindingsView />, { at: '#/findings?severity=high', engine });
  fireEvent.click(await screen.findByRole('button', { name: 'JSON' }));
  await waitFor(() =>
    expect((table.mock.lastCall as unknown[])[0]).toEqual({
      asked: { table: 'findings', severities: ['high'], muted: 'without' },
      format: 'json',
      path: '/exports/findings.json',
    }),
  );
});

const SEVERAL = { files: [{ name: '', bytes: 1, sha256: SHA256 }] };

test('H-X5 what has pseudonyms in its place is chosen, with what that cannot promise; a bundle has none', async () => {
  const written = vi.fn(() => Promise.resolve(SEVERAL));
  const engine = engineWith({
    report: {
      export: written,
      formats: async () => {
        const formats = await engineWith({}).report.formats({});
        const bundle = { ...formats[0]!, id: 'bundle', title: 'Case bundle', options: [], redactable: false };
        return [...formats, bundle];
      },
    },
  });
  show(<ExportDialog open caseName="A case" onClose={() => undefined} />, {
    host: fakeHost({ choosePlace: () => Promise.resolve(place()) }),
    engine,
  });
  expect(await screen.findByText('The whole report for programs.')).toBeTruthy();
  expect(screen.queryByText(/may stay/)).toBeNull();
  fireEvent.click(screen.getByLabelText(/^Domains/));
  fireEvent.click(screen.getByLabelText(/^Names/));
  expect(screen.getByText(/A name that no field holds, a nickname or encoded text may stay/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
  await waitFor(() =>
    expect((written.mock.lastCall as unknown[] | undefined)?.[0]).toMatchObject({
      format: 'json',
      redact: ['names', 'domains'],
    }),
  );
  fireEvent.click(await screen.findByRole('radio', { name: /Case bundle/ }));
  expect(screen.queryByLabelText(/^Names/)).toBeNull();
  expect(screen.getByText(/A bundle is never redacted/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
  await waitFor(() =>
    expect((written.mock.lastCall as unknown[])[0]).toEqual({ format: 'bundle', path: '/p', packed: true }),
  );
});

test('a table is saved with pseudonyms where they were chosen', async () => {
  const table = vi.fn(() => Promise.resolve({ rows: 7, ...SEVERAL }));
  show(<FindingsView />, { at: '#/findings', engine: engineWith({ report: { table } }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Save and copy with pseudonyms…' }));
  fireEvent.click(await screen.findByLabelText(/^Addresses/));
  fireEvent.click(screen.getByRole('button', { name: 'CSV' }));
  await waitFor(() =>
    expect((table.mock.lastCall as unknown[] | undefined)?.[0]).toMatchObject({ redact: ['addresses'] }),
  );
});

test('H-X5 a pseudonym of an export is looked up in the case', async () => {
  show(<PseudonymsDialog onClose={() => undefined} />, { engine: engineWith({}) });
  expect(await screen.findByText('dan')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('A pseudonym, or a value'), {
    target: { value: 'domain-0001.example' },
  });
  expect(await screen.findByText('example.com')).toBeTruthy();
  await waitFor(() => expect(screen.queryByText('dan')).toBeNull());
});

test('H-X5 of several files in one archive the hash of the archive is shown too, however many they are', () => {
  const file = (name: string, digit: string) => ({ name, bytes: 1, sha256: digit.repeat(64) });
  const archive = file('', 'f');
  const few = show(<ExportedFiles files={[file('a.csv', '1'), file('_SHA256SUMS', '2'), archive]} />, {});
  const told = () => screen.getByTestId('exported').textContent;
  expect(told()).toContain('2 files written');
  expect(told()).toContain(`the ZIP file itself1 B${archive.sha256}`);
  few.unmount();
  const many = Array.from({ length: 30 }, (_, index) => file(`${index}.parquet`, '3'));
  show(<ExportedFiles files={[...many, file('_SHA256SUMS', '2'), archive]} />, {});
  expect(told()).toContain('31 files written');
  for (const digit of ['2', 'f']) expect(told()).toContain(digit.repeat(64));
  expect(told()).not.toContain('3'.repeat(64));
});
