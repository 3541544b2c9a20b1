// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { InputState } from '../../shared/query.ts';
import { parseRoute } from '../app/route.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { inputsOf, valueOf } from './asked.ts';
import { QuestionsView } from './View.tsx';

const QUESTION = '#/questions/networks-of-a-key';
const inAddress = () => inputsOf(parseRoute(window.location.hash));

test('S-Q7 a question is filled in from recent values, asked, and its answer stands in the address', async () => {
  const engine = quietEngine();
  const run = vi.spyOn(engine.queries, 'run');
  show(<QuestionsView />, { at: QUESTION, engine });
  expect(await screen.findByText('Fill in what is needed, and ask.')).toBeTruthy();
  const button = screen.getByRole('button', { name: 'Ask' });
  expect(button.hasAttribute('disabled')).toBe(true);
  fireEvent.click(await screen.findByRole('button', { name: /Fill ASIAEXAMPLE1004 in for Access key/ }));
  fireEvent.change(screen.getByLabelText(/Length of a slice/), { target: { value: '2' } });
  fireEvent.click(button);
  expect(await screen.findByText('250 rows')).toBeTruthy();
  expect(inAddress()).toEqual({ access_key: 'ASIAEXAMPLE1004', hours: 2 });
  expect(run.mock.calls[0]?.[0]).toEqual({
    query: 'networks-of-a-key',
    inputs: { access_key: 'ASIAEXAMPLE1004', hours: 2 },
    offset: 0,
    limit: 100,
  });
});

test('an answer is sorted and paged by the address', async () => {
  show(<QuestionsView />, { at: `${QUESTION}?inputs=${encodeURIComponent('{"access_key":"A"}')}` });
  const answer = await screen.findByTestId('answer');
  fireEvent.click(within(answer).getByRole('button', { name: 'Sort by Records' }));
  await waitFor(() => expect(parseRoute(window.location.hash).query['sort']).toBe('events:desc'));
  await waitFor(() => expect(screen.getAllByTestId('answer-row')[0]?.textContent).toContain('99'));
  fireEvent.click(within(screen.getByTestId('answer')).getByRole('button', { name: 'Next rows' }));
  expect(await screen.findByText('101 – 200 of 250 rows')).toBeTruthy();
  expect(parseRoute(window.location.hash).query).toMatchObject({ sort: 'events:desc', offset: '100' });
});

test('S-P1 a value of an answer pivots, and what only the log knows pivots by what the log says', async () => {
  show(<QuestionsView />, { at: `${QUESTION}?inputs=${encodeURIComponent('{"access_key":"A"}')}` });
  const [row] = await screen.findAllByTestId('answer-row');
  const network = within(row as HTMLElement).getByRole('button', { name: /AS29465 MTN \(log\)/ });
  fireEvent.click(network);
  fireEvent.click(await screen.findByText('Filter to this'));
  await waitFor(() =>
    expect(JSON.parse(parseRoute(window.location.hash).query['filters'] ?? '')).toEqual([
      { column: 'log_as_number', op: 'is', values: [29465] },
    ]),
  );
});

test('S-P1 S-G1 the menu of a value asks the questions of its entity', async () => {
  show(<QuestionsView />, { at: `${QUESTION}?inputs=${encodeURIComponent('{"access_key":"A"}')}` });
  const [row] = await screen.findAllByTestId('answer-row');
  fireEvent.click(within(row as HTMLElement).getByRole('button', { name: 'Access key: A' }));
  const item = await screen.findByText('Ask: Networks of an access key, by slice');
  const link = item.closest('a')?.getAttribute('href') ?? '';
  expect(inputsOf(parseRoute(link))).toEqual({ access_key: 'A' });
  const sharing = screen.getByText('Everything that shares this').closest('a')?.getAttribute('href') ?? '';
  expect(JSON.parse(parseRoute(sharing).query['filters'] ?? '')).toEqual([
    {
      column: 'access_key_id',
      op: 'among',
      columns: ['access_key_id', 'issued_access_key_id'],
      values: ['A'],
    },
  ]);
});

test('a question without its log says which, and is no empty answer', async () => {
  show(<QuestionsView />, { at: '#/questions/addresses-of-eks-identities?inputs=%7B%7D' });
  expect((await screen.findAllByText(/no log that would answer: the Kubernetes audit log/)).length).toBe(1);
  expect(screen.queryByTestId('answer')).toBeNull();
});

test('a question is kept under a name, opened again and removed; an answer is saved as a file', async () => {
  const saveText = vi.fn(() => Promise.resolve(true));
  show(<QuestionsView />, {
    at: `${QUESTION}?inputs=${encodeURIComponent('{"access_key":"A"}')}`,
    host: fakeHost({ saveText }),
  });
  await screen.findByTestId('answer');
  fireEvent.click(screen.getByRole('button', { name: 'CSV' }));
  await waitFor(() => expect(saveText.mock.lastCall).toEqual(['networks-of-a-key.csv', 'a,b\r\n']));
  fireEvent.click(screen.getByRole('button', { name: 'Save this question' }));
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Orders key' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  const link = await screen.findByRole('link', { name: 'Orders key' });
  expect(inputsOf(parseRoute(link.getAttribute('href') ?? ''))).toEqual({ access_key: 'A' });
  fireEvent.click(screen.getByRole('button', { name: 'Remove Orders key' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Orders key' })).toBeNull());
});

test('an answer that failed says why', async () => {
  const engine = engineWith({ queries: { run: () => Promise.reject(new Error('it broke')) } });
  show(<QuestionsView />, { at: `${QUESTION}?inputs=${encodeURIComponent('{"access_key":"A"}')}`, engine });
  expect(await screen.findByText('it broke')).toBeTruthy();
});

describe('what a field says', () => {
  const input = (kind: InputState['kind'], more: Partial<InputState> = {}): InputState => ({
    name: 'i',
    title: 'I',
    kind,
    default: '',
    required: false,
    minimum: null,
    maximum: null,
    choices: null,
    column: null,
    help: '',
    ...more,
  });
  test.each([
    ['integer', '12', '', 12],
    ['integer', '1.5', '', null],
    ['hours', '0.5', '', 0.5],
    ['hours', '', '', null],
    ['boolean', 'true', '', true],
    ['user', " ' OR 1=1 ", '', "' OR 1=1"],
    ['period', '', '', { from: null, to: null }],
    ['period', '2024-05-01', '2024-05-02 10:00', { from: '2024-05-01', to: '2024-05-02 10:00' }],
    ['period', 'May', '', null],
  ] as const)('%s %j %j', (kind, text, to, value) => {
    expect(valueOf(input(kind), { text, to })).toEqual(value);
  });
  test('what is needed cannot be empty, and bounds include their ends', () => {
    expect(valueOf(input('user', { required: true }), { text: ' ', to: '' })).toBeNull();
    const bounded = input('integer', { minimum: 1, maximum: 3 });
    expect(['0', '1', '3', '4'].map((text) => valueOf(bounded, { text, to: '' }))).toEqual([
      null,
      1,
      3,
      null,
    ]);
  });
});
