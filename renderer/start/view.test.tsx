// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { setZone, useZone } from '../format/zone.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { StartView } from './View.tsx';

test('a new case gets its name, examiner and reference, and a path that follows the name', async () => {
  const engine = quietEngine(false);
  const create = vi.spyOn(engine.case, 'create');
  show(<StartView />, { engine });
  fireEvent.click(screen.getByTestId('new-case'));
  const button = await screen.findByRole('button', { name: 'Create case' });
  expect(button.hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText('Case name'), { target: { value: 'Payroll' } });
  fireEvent.change(screen.getByLabelText(/Examiner/), { target: { value: 'R. Tanaka' } });
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLInputElement>('Case file').value).toBe('/cases/Payroll.interloper'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Create case' }));
  await waitFor(() => expect(window.location.hash).toBe('#/evidence'));
  expect(create.mock.calls[0]?.[0]).toEqual({
    path: '/cases/Payroll.interloper',
    name: 'Payroll',
    examiner: 'R. Tanaka',
    time_zone: 'UTC',
  });
});

test('a new case is given the time zone that its times are shown in', async () => {
  const engine = quietEngine(false);
  const create = vi.spyOn(engine.case, 'create');
  show(<StartView />, { engine });
  fireEvent.click(screen.getByTestId('new-case'));
  fireEvent.change(await screen.findByLabelText('Case name'), { target: { value: 'Zone' } });
  fireEvent.change(screen.getByLabelText('Time zone for display'), { target: { value: 'Europe/Nowhere' } });
  expect(screen.getByText(/no time zone of this name/)).toBeTruthy();
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLInputElement>('Case file').value).toBe('/cases/Zone.interloper'),
  );
  expect(screen.getByRole('button', { name: 'Create case' }).hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText('Time zone for display'), { target: { value: 'Asia/Tokyo' } });
  fireEvent.click(screen.getByRole('button', { name: 'Create case' }));
  await waitFor(() => expect(create.mock.calls[0]?.[0]).toMatchObject({ time_zone: 'Asia/Tokyo' }));
  await waitFor(() => expect(useZone.getState().zone).toBe('Asia/Tokyo'));
  setZone('UTC');
});

test('a case opens where the desk last was, with the columns that it had there', async () => {
  const engine = quietEngine(false);
  const info = await quietEngine().case.info({});
  const desk = { place: '#/timeline?order=desc', columns: ['timestamp', 'user_name', 'gone_column'] };
  const open = () => Promise.resolve({ ...info!, desk });
  show(<StartView />, { engine: { ...engine, case: { ...engine.case, open } } });
  fireEvent.click(screen.getByTestId('open-case'));
  await waitFor(() => expect(window.location.hash).toBe('#/timeline?order=desc'));
  expect(useSettings.getState().columns).toEqual(['timestamp', 'user_name']);
  useSettings.setState({ columns: DEFAULT_COLUMNS });
});

test('what is dropped before there is a case waits for it, and is then imported', async () => {
  const engine = quietEngine(false);
  const started = vi.spyOn(engine.evidence, 'import');
  show(<StartView />, { engine });
  const files = [new File(['{}'], 'okta.json')];
  fireEvent.drop(screen.getByTestId('drop-zone'), { dataTransfer: { files, items: [], types: ['Files'] } });
  expect(await screen.findByText(/1 dropped item will be imported/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Case name'), { target: { value: 'Dropped' } });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Create case' }).hasAttribute('disabled')).toBe(false),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Create case' }));
  await waitFor(() =>
    expect(started.mock.calls[0]?.[0]).toEqual({ inputs: [{ path: '/evidence/okta.json' }] }),
  );
});

test('the sample case is one click away', async () => {
  const engine = quietEngine(false);
  const sample = vi.spyOn(engine.case, 'sample');
  show(<StartView />, { engine });
  fireEvent.click(screen.getByTestId('sample-case'));
  await waitFor(() => expect(window.location.hash).toBe('#/overview'));
  expect(sample.mock.calls[0]?.[0]).toEqual({ path: '/cases/sample.interloper' });
});

test('choosing no file changes nothing; a case that cannot be opened says why', async () => {
  const open = vi.fn(() => Promise.reject(new Error('the case was written by a newer version (schema 9)')));
  const engine = engineWith({ case: { open } });
  const chosen = { path: null as string | null };
  show(<StartView />, { engine, host: fakeHost({ chooseCase: () => Promise.resolve(chosen.path) }) });
  await act(async () => {
    fireEvent.click(screen.getByTestId('open-case'));
    await Promise.resolve();
  });
  expect(open).not.toHaveBeenCalled();
  chosen.path = '/cases/new.interloper';
  fireEvent.click(screen.getByTestId('open-case'));
  expect(await screen.findByText(/written by a newer version/)).toBeTruthy();
  expect(screen.getByText(/Open it with that version; nothing in it was changed/)).toBeTruthy();
});

const DROPPED = { dataTransfer: { types: ['Files'], files: [new File([''], 'case bundle.zip')], items: [] } };

test('H-X5 a dropped bundle is recognised, and what was verified is said before its case is entered', async () => {
  const engine = quietEngine(false);
  const open = vi.spyOn(engine.bundle, 'open');
  const info = await quietEngine().case.info({});
  show(<StartView />, {
    engine: { ...engine, case: { ...engine.case, info: () => Promise.resolve(info) } },
  });
  fireEvent.drop(screen.getByTestId('drop-zone'), DROPPED);
  const path = await screen.findByLabelText<HTMLInputElement>('New case file');
  await waitFor(() => expect(path.value).toBe('/cases/case bundle.interloper'));
  fireEvent.click(screen.getByRole('button', { name: 'Check and open' }));
  const checked = await screen.findByTestId('bundle-checked');
  expect(checked.dataset['state']).toBe('same');
  expect(checked.textContent).toContain('ef'.repeat(32));
  expect(open.mock.lastCall?.[0]).toEqual({
    path: '/evidence/case bundle.zip',
    case: '/cases/case bundle.interloper',
  });
  fireEvent.click(screen.getByRole('button', { name: 'Go to the case' }));
  await waitFor(() => expect(window.location.hash).not.toBe('#/start'));
});

test('of a bundle whose evidence is missing no case is entered; it is checked again with the folder that has it', async () => {
  const missing = {
    sha256: '12'.repeat(32),
    state: 'incomplete' as const,
    problems: [],
    missing: ['<b>trail</b>.json (SHA-256 77)'],
    notices: [],
    differences_total: 0,
    differences: [],
  };
  const differing = {
    ...missing,
    state: 'differs' as const,
    missing: [],
    differences_total: 7,
    differences: [{ part: 'findings', bundled: '{"id":"a"}', now: null }],
  };
  const open = vi.fn().mockResolvedValueOnce(missing).mockResolvedValueOnce(differing);
  const engine = quietEngine(false);
  show(<StartView />, { engine: { ...engine, bundle: { ...engine.bundle, open } } });
  fireEvent.drop(screen.getByTestId('drop-zone'), DROPPED);
  await screen.findByDisplayValue('/cases/case bundle.interloper');
  fireEvent.click(screen.getByRole('button', { name: 'Check and open' }));
  expect(await screen.findByText('<b>trail</b>.json (SHA-256 77)')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Go to the case' })).toBeNull();
  fireEvent.change(screen.getByLabelText('Folder with the evidence'), { target: { value: '/logs' } });
  fireEvent.click(screen.getByRole('button', { name: 'Check and open' }));
  expect(await screen.findByText('7 differences of the report, the first 1')).toBeTruthy();
  expect(screen.getByText('{"id":"a"}')).toBeTruthy();
  expect((open.mock.lastCall as unknown[])[0]).toMatchObject({ evidence: '/logs' });
  expect(screen.getByRole('button', { name: 'Go to the case' })).toBeTruthy();
});

test('an archive that is no bundle becomes evidence of a new case, and is refused where a bundle is asked for', async () => {
  const archive = { dataTransfer: { ...DROPPED.dataTransfer, files: [new File([''], 'logs.zip')] } };
  show(<StartView />, { engine: quietEngine(false) });
  fireEvent.click(screen.getByTestId('open-bundle'));
  expect(await screen.findByText(/This is no bundle of a case/)).toBeTruthy();
  fireEvent.drop(screen.getByTestId('drop-zone'), archive);
  expect(await screen.findByText('1 dropped item will be imported into this case.')).toBeTruthy();
});
