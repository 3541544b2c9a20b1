// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { fakeHost } from '../testing/fake-host.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { VerdictsView } from './View.tsx';

const open = (more: Partial<Parameters<typeof show>[1]> = {}) =>
  show(<VerdictsView />, { at: '#/verdicts?tab=own', engine: quietEngine(), ...more });
const type = (value: string) =>
  fireEvent.change(screen.getByLabelText('Trees in YAML'), { target: { value } });
const keep = () => fireEvent.click(screen.getByRole('button', { name: 'Check and keep' }));

test('a mistake of an own tree is told with line and column, and nothing is kept', async () => {
  open();
  await screen.findByText('This case keeps no trees of its own.');
  expect(screen.getByRole('link', { name: 'Own trees' }).getAttribute('aria-current')).toBe('page');
  type('id: mine\n  mistake: 1\n');
  keep();
  const problems = await screen.findByTestId('own-tree-problems');
  expect(within(problems).getByText('the text above:2:3')).toBeTruthy();
  expect(screen.getByText('This case keeps no trees of its own.')).toBeTruthy();
});

test('the template is filled in and kept; every version is listed, saved as a file and removed with its tree', async () => {
  const saveText = vi.fn(() => Promise.resolve(true));
  open({ host: fakeHost({ saveText }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Start from the template' }));
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLTextAreaElement>('Trees in YAML').value).toContain('my-tree'),
  );
  keep();
  const kept = await screen.findByTestId('kept-trees');
  expect(await within(kept).findByText('version 1')).toBeTruthy();
  type('id: my-tree\n# another\n');
  keep();
  expect(await within(kept).findByText('version 1, for old verdicts')).toBeTruthy();
  expect(within(kept).getByText('version 2')).toBeTruthy();
  fireEvent.click(within(kept).getAllByRole('button', { name: 'Save as a file' })[1]!);
  await waitFor(() => expect(saveText).toHaveBeenCalledWith('my-tree-2.yaml', 'id: my-tree\n# another\n'));
  fireEvent.click(within(kept).getByRole('button', { name: 'Remove Tree my-tree' }));
  expect(await screen.findByText('This case keeps no trees of its own.')).toBeTruthy();
});
