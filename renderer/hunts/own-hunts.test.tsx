// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { fakeHost } from '../testing/fake-host.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { HuntsView } from './View.tsx';

const open = () => {
  const engine = quietEngine();
  const save = vi.spyOn(engine.hunts.own, 'save');
  show(<HuntsView />, { at: '#/hunts/@own', engine });
  return save;
};

test('a mistake of an own hunt is told with line and column, and nothing is kept', async () => {
  open();
  const keep = await screen.findByRole('button', { name: 'Check and keep' });
  expect(keep.hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText('Hunts in YAML'), { target: { value: 'id: mine\n  mistake: 1\n' } });
  fireEvent.click(keep);
  const problems = await screen.findByTestId('own-hunt-problems');
  expect(within(problems).getByText('the text above:2:3')).toBeTruthy();
  expect(within(problems).getByText('unknown key "mistake"')).toBeTruthy();
  expect(screen.getByText('This case keeps no hunts of its own.')).toBeTruthy();
});

test('the template is filled in, kept, shown and removed', async () => {
  open();
  fireEvent.click(await screen.findByRole('button', { name: 'Start from the template' }));
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLTextAreaElement>('Hunts in YAML').value).toContain('my-hunt'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Check and keep' }));
  const kept = await screen.findByText('Hunt my-hunt');
  expect(kept.getAttribute('href')).toBe('#/hunts/my-hunt');
  fireEvent.click(screen.getByRole('button', { name: 'Remove Hunt my-hunt' }));
  expect(await screen.findByText('This case keeps no hunts of its own.')).toBeTruthy();
});

test('chosen files are read under their names, and what is no YAML is left out', async () => {
  const save = open();
  const input = await screen.findByTestId('own-hunt-files');
  const files = [new File(['id: a\n'], 'a.yml'), new File(['no'], 'b.txt')];
  fireEvent.change(input, { target: { files } });
  expect(await screen.findByText('Hunt a')).toBeTruthy();
  expect(save.mock.calls[0]?.[0]).toEqual({ files: [{ name: 'a.yml', text: 'id: a\n' }] });
});

test('S-G3 all hunts are saved as rules of Sigma, and what Sigma cannot say is told with the reason', async () => {
  const saveText = vi.fn(() => Promise.resolve(true));
  show(<HuntsView />, { at: '#/hunts/@own', host: fakeHost({ saveText }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Save all as Sigma' }));
  const told = await screen.findByTestId('sigma-told');
  expect(within(told).getByText(/Sigma has no such rule: rare-session-profile/)).toBeTruthy();
  expect(within(told).getAllByText('windows slide').length).toBeGreaterThan(0);
  const [name, text] = saveText.mock.lastCall as unknown as [string, string];
  expect(name).toBe('hunts.sigma.yml');
  expect(text).toMatch(/^title: /);
});

test('one hunt that cannot be said is not saved', async () => {
  const saveText = vi.fn(() => Promise.resolve(true));
  show(<HuntsView />, { at: '#/hunts/rare-session-profile', host: fakeHost({ saveText }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Save as Sigma' }));
  expect(await screen.findByText('Nothing was saved.')).toBeTruthy();
  expect(screen.getByText(/Sigma has no such rule/)).toBeTruthy();
  expect(saveText).not.toHaveBeenCalled();
});
