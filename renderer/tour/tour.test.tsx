// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useSettings } from '../app/settings.ts';
import { StartView } from '../start/View.tsx';
import { show } from '../testing/render.tsx';
import { Tour } from './Tour.tsx';
import { startTour, useTour } from './tour.ts';

beforeEach(() => {
  useTour.setState({ at: null });
  useSettings.setState({ tourEnded: false });
});

const Both = () => (
  <>
    <Tour />
    <StartView />
  </>
);

test('S-P1 the sample case starts a tour of four steps that ends at the verdicts, and it does not come back', async () => {
  show(<Both />, { at: '#/start' });
  expect(screen.queryByTestId('tour')).toBeNull();
  fireEvent.click(screen.getByTestId('sample-case'));
  expect((await screen.findByTestId('tour')).textContent).toContain('1 of 4');
  const places: string[] = [];
  for (let step = 0; step < 4; step += 1) {
    places.push(window.location.hash);
    fireEvent.click(screen.getByRole('button', { name: step < 3 ? 'Next' : 'End the tour' }));
  }
  expect(places).toEqual(['#/overview', '#/evidence', '#/incidents', '#/verdicts']);
  expect(screen.queryByTestId('tour')).toBeNull();
  expect(useSettings.getState().tourEnded).toBe(true);
  window.location.hash = '#/start';
  fireEvent.click(screen.getByTestId('sample-case'));
  await waitFor(() => expect(window.location.hash).toBe('#/overview'));
  expect(screen.queryByTestId('tour')).toBeNull();
});

test('S-P1 it goes back, keeps the focus while it steps, and Esc ends it for good', async () => {
  show(<Tour />, { at: '#/overview' });
  startTour();
  fireEvent.click(await screen.findByRole('button', { name: 'Next' }));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Next'));
  fireEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(window.location.hash).toBe('#/overview');
  fireEvent.keyDown(screen.getByRole('button', { name: 'Next' }), { key: 'Escape' });
  expect(screen.queryByTestId('tour')).toBeNull();
  expect(useSettings.getState().tourEnded).toBe(true);
});
