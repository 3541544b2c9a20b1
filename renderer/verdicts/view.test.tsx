// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { parseRoute, recordOf } from '../app/route.ts';
import { TREE, VERDICTS } from '../testing/fake-story.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { VerdictsView } from './View.tsx';

test('verdicts are listed with what they mean and of whom they speak', async () => {
  show(<VerdictsView />, { at: '#/verdicts' });
  const rows = await screen.findAllByTestId('verdict-row');
  expect(rows.map((row) => row.dataset['verdict'])).toEqual(VERDICTS.map((each) => each.verdict));
  fireEvent.click(screen.getByRole('button', { name: /Benign/ }));
  await waitFor(() => expect(screen.getAllByTestId('verdict-row')).toHaveLength(1));
});

test('H-A13 a question of the drawing opens its reason, points, branches and records', async () => {
  show(<VerdictsView />, { at: '#/verdicts/v-1' });
  const tree = await screen.findByTestId('verdict-tree');
  const systems = within(tree).getByRole('button', { name: /operating systems\? Answer: yes, \+25/ });
  fireEvent.click(systems);
  const detail = screen.getByTestId('question-detail');
  expect(detail.textContent).toContain('Linux from the instance, Windows from 203.0.113.9.');
  expect(detail.textContent).toContain('2 records behind the answer');
  const [record] = within(detail).getAllByRole('button');
  fireEvent.click(record!);
  expect(recordOf(parseRoute(window.location.hash))).toEqual({ evidence_id: 1, record: 1003 });
});

test('every question on the way is a button, in the drawing and in the list', async () => {
  show(<VerdictsView />, { at: '#/verdicts/v-3' });
  const tree = await screen.findByTestId('verdict-tree');
  const list = screen.getByRole('region', { name: 'The way as a list' });
  for (const step of VERDICTS[2]!.path) {
    expect(
      within(tree).getAllByRole('button', { name: new RegExp(escape(step.text)) }).length,
    ).toBeGreaterThan(0);
    expect(within(list).getByText(step.text)).toBeTruthy();
  }
});

test('the whole tree has a button for every question, asked or not', async () => {
  show(<VerdictsView />, { at: '#/verdicts/v-4' });
  await screen.findByTestId('verdict-tree');
  fireEvent.click(screen.getByText('The whole tree'));
  const tree = screen.getByTestId('verdict-tree');
  for (const question of TREE.questions)
    expect(within(tree).getByRole('button', { name: new RegExp(escape(question.text)) })).toBeTruthy();
  fireEvent.click(within(tree).getByRole('button', { name: /single change of address/ }));
  expect(screen.getByTestId('question-detail').textContent).toContain('was not asked');
});

test('unknown is "not known" and names the missing log; it is never "no"', async () => {
  show(<VerdictsView />, { at: '#/verdicts/v-2' });
  const tree = await screen.findByTestId('verdict-tree');
  fireEvent.click(within(tree).getByRole('button', { name: /more than one region\? Answer: not known/ }));
  const detail = screen.getByTestId('question-detail');
  expect(detail.textContent).toContain("Amazon's ip-ranges.json");
  expect(detail.textContent).toContain('No record stands behind this answer.');
});

test('H-C9 a question shows its query, and apart from it what is bound in it', async () => {
  show(<VerdictsView />, { at: '#/verdicts/v-1' });
  const query = await screen.findByTestId('question-query');
  expect(query.textContent).toContain('list_contains($addresses_outside_aws, source_ip)');
  expect(within(query).getByText('$addresses_outside_aws').nextElementSibling?.textContent).toBe(
    '["203.0.113.9"]',
  );
  expect(within(query).getByText('$patience').nextElementSibling?.textContent).toBe('5');
});

test('H-C6 a parameter of the tree is changed, and which verdicts changed is said', async () => {
  const engine = quietEngine();
  const configure = vi.spyOn(engine.trees, 'configure');
  show(<VerdictsView />, { at: '#/verdicts/v-1', engine });
  fireEvent.click(await screen.findByRole('button', { name: 'Parameters' }));
  fireEvent.change(await screen.findByLabelText(/Minutes between/), { target: { value: '9' } });
  fireEvent.click(screen.getByRole('button', { name: 'Apply and run again' }));
  expect(await screen.findByText('1 verdict changed')).toBeTruthy();
  expect(configure.mock.calls[0]?.[0]).toEqual({
    tree: 'stolen-instance-credential',
    values: { patience: 9 },
  });
});

test('the parts of the score make the score', async () => {
  for (const verdict of VERDICTS) {
    const { unmount } = show(<VerdictsView />, { at: `#/verdicts/${verdict.verdict_id}` });
    const sum = await screen.findByRole('region', { name: 'How the score adds up' });
    const amounts = within(sum)
      .getAllByRole('row')
      .map((row) => Number(row.lastElementChild?.textContent?.replace('−', '-')));
    const total = amounts.pop();
    expect(total).toBe(verdict.score);
    expect(amounts.reduce((all, each) => all + each, 0)).toBe(total);
    unmount();
  }
});

const escape = (words: string) => words.replace(/[?().]/g, '\\$&');
