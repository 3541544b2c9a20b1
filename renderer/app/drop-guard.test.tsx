// @vitest-environment happy-dom
import { act, createEvent, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ENGINE_LOST } from './engine-lost.ts';
import { App } from './App.tsx';
import { useJob } from './job.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { quietEngine } from '../testing/render.tsx';

vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

afterEach(() => act(() => useJob.setState({ progress: null, watching: false })));

const file = new File(['{}'], 'okta.json');
const FILES = { types: ['Files'], files: [file], items: [], dropEffect: 'none' };

function open(at: string, isOpen = true) {
  const engine = quietEngine(isOpen);
  // What it begins is no matter here, and would go on into the next test.
  const start = vi.spyOn(engine.evidence, 'import').mockResolvedValue(null as never);
  window.location.hash = at;
  render(<App doors={{ engine, host: fakeHost() }} />);
  return start;
}

/** Drags over an element and lets go; whether the browser was kept from doing anything of its own. */
function drop(on: Element, dataTransfer: object = FILES): boolean {
  const events = [createEvent.dragOver(on, { dataTransfer }), createEvent.drop(on, { dataTransfer })];
  for (const event of events) fireEvent(on, event);
  return events.every((event) => event.defaultPrevented);
}

const main = () => document.getElementById('main') as HTMLElement;

test.each(['#/overview', '#/timeline', '#/notes', '#/evidence'])(
  'files dropped anywhere on %s are imported as on the zone, and the desk stays',
  async (at) => {
    const start = open(at);
    await waitFor(() => expect(main()).toBeTruthy());
    await waitFor(() => expect(useJob.getState().watching).toBe(false));
    expect(drop(main())).toBe(true);
    await waitFor(() => expect(start).toHaveBeenCalledOnce());
    expect(start.mock.calls[0]?.[0]).toEqual({ inputs: [{ path: '/evidence/okta.json' }] });
    expect(window.location.hash).toBe('#/evidence');
  },
);

test('what is dropped on the zone is imported once', async () => {
  const start = open('#/evidence');
  const zone = await screen.findByTestId('drop-zone');
  await waitFor(() => expect(useJob.getState().watching).toBe(false));
  expect(drop(zone)).toBe(true);
  await waitFor(() => expect(start).toHaveBeenCalledOnce());
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(start).toHaveBeenCalledOnce();
});

test('beside the zone of another screen nothing is imported, and it is said where files belong', async () => {
  const start = open('#/start', false);
  await screen.findByTestId('drop-zone');
  expect(drop(main())).toBe(true);
  expect(await screen.findByText(/drop files on the area with the dashed border/)).toBeTruthy();
  expect(start).not.toHaveBeenCalled();
});

test('without a case or in a dialog it is said what to do first', async () => {
  const start = open('#/settings', false);
  await waitFor(() => expect(main()).toBeTruthy());
  expect(drop(main())).toBe(true);
  expect(await screen.findByText(/open a case or make a new one first/)).toBeTruthy();
  fireEvent.keyDown(window, { key: '?' });
  expect(drop(await screen.findByRole('dialog'))).toBe(true);
  expect(await screen.findByText(/close the dialog first/)).toBeTruthy();
  expect(start).not.toHaveBeenCalled();
});

test('while a job runs nothing is begun', async () => {
  const start = open('#/overview');
  await waitFor(() => expect(main()).toBeTruthy());
  await waitFor(() => expect(useJob.getState().watching).toBe(false));
  act(() => useJob.setState({ watching: true }));
  expect(drop(main())).toBe(true);
  expect(await screen.findByText(/wait until the running job ends/)).toBeTruthy();
  expect(start).not.toHaveBeenCalled();
});

test('links are kept from leading away but may be dropped into fields, and words are nobody’s business', async () => {
  open('#/settings', false);
  await waitFor(() => expect(main()).toBeTruthy());
  const link = { types: ['text/uri-list', 'text/plain'], files: [], items: [] };
  expect(drop(main(), link)).toBe(true);
  expect(drop(main(), { ...link, types: ['text/plain'] })).toBe(false);
  const field = document.createElement('input');
  main().append(field);
  expect(drop(field, link)).toBe(false);
  expect(drop(field)).toBe(true);
});

test('a desk that lost its engine stays too', async () => {
  open('#/overview');
  await waitFor(() => expect(main()).toBeTruthy());
  act(() => void window.dispatchEvent(new Event(ENGINE_LOST)));
  expect(drop(document.body)).toBe(true);
});
