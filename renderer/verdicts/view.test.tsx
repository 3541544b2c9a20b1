// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { aboutHref, parseRoute, recordOf } from '../app/route.ts';
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
  const [record] = detail.querySelectorAll('.record-list button');
  fireEvent.click(record!);
  expect(recordOf(parseRoute(window.location.hash))).toEqual({ evidence_id: 1, record: 1003 });
});

test('H-A13 where many subjects were walked, how many went each way stands at the branches', async () => {
  show(<VerdictsView />, { at: '#/verdicts/v-1' });
  const tree = await screen.findByTestId('verdict-tree');
  const root = TREE.questions.find((question) => question.id === TREE.root)!;
  fireEvent.click(within(tree).getByRole('button', { name: new RegExp(escape(root.text)) }));
  const branches = [...screen.getByTestId('question-detail').querySelectorAll('.branches li')];
  const went = VERDICTS.flatMap(({ path }) => path).filter((step) => step.question === root.id);
  expect(went).toHaveLength(VERDICTS.length);
  expect(branches.map((branch) => Number(/\((\d+) verdicts? go/.exec(branch.textContent)?.[1]))).toEqual(
    root.answers.map(({ answer }) => went.filter((step) => step.answer === answer).length),
  );
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
  expect(await screen.findByRole('heading', { name: '1 verdict changed' })).toBeTruthy();
  const history = screen.getByTestId('tree-history');
  await waitFor(() => expect(history.textContent).toMatch(/R\. Tanaka.*: \d+ → 9.*1 verdict changed/));
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

test('H-A13 an answer of the analyst is asked for with its reason; both ways are drawn, and it can be taken back', async () => {
  show(<VerdictsView />, { at: '#/verdicts/v-1' });
  const tree = await screen.findByTestId('verdict-tree');
  fireEvent.click(within(tree).getByRole('button', { name: /operating systems\? Answer/ }));
  const detail = () => within(screen.getByTestId('question-detail'));
  fireEvent.click(detail().getByText('Answer it yourself'));
  const give = () => detail().getByRole<HTMLButtonElement>('button', { name: 'Answer' });
  fireEvent.click(within(detail().getByRole('group', { name: 'Your answer' })).getByText('no'));
  expect(give().disabled).toBe(true);
  fireEvent.change(detail().getByLabelText('Reason'), {
    target: { value: 'One colleague, <b>two</b> machines.' },
  });
  fireEvent.click(give());
  await waitFor(() => expect(screen.getByTestId('both-verdicts')).toBeTruthy());
  expect(detail().getByTestId('own-answer').textContent).toContain('One colleague, <b>two</b> machines.');
  expect(detail().getByTestId('given-answer').textContent).toContain(
    'Answered by an analyst: no by R. Tanaka',
  );
  const both = within(screen.getByTestId('both-verdicts'));
  expect(both.getByRole('region', { name: /engine answers/ }).textContent).toContain('90');
  expect(both.getByRole('region', { name: /analyst’s answers/ }).textContent).toContain('65');
  const drawn = screen.getByTestId('verdict-tree');
  expect(
    within(drawn).getByRole('button', {
      name: /systems\? Answer: yes, \+25; with the analyst’s answers: no, 0/,
    }),
  ).toBeTruthy();
  expect(drawn.textContent).toContain('analyst’s way');
  expect(
    screen.getByRole('region', { name: 'How the score adds up with the analyst’s answers' }),
  ).toBeTruthy();
  const row = screen.getAllByTestId('verdict-row')[0]!;
  expect(row.textContent).toContain('Engine: Malicious, 90');
  fireEvent.click(detail().getByText('Take the answer back'));
  await waitFor(() => expect(screen.queryByTestId('both-verdicts')).toBeNull());
  expect(screen.getAllByTestId('verdict-row')[0]!.textContent).not.toContain('Engine:');
});

test('H-X1 what the last run changed stands beside the verdicts, with the questions that changed', async () => {
  show(<VerdictsView />, { at: '#/verdicts' });
  const tab = await screen.findByText('What changed (2)');
  show(<VerdictsView />, { at: tab.getAttribute('href')! });
  const [changed, gone] = await screen.findAllByTestId('verdict-change');
  expect(changed!.textContent).toContain(
    'Suspicious 55→Inconclusive 35(with the analyst’s answers: Benign 5)',
  );
  expect(changed!.textContent).toMatch(/more than one region\? yes → unknown/);
  expect(changed!.textContent).toContain('not asked → unknown');
  expect(gone!.textContent).toContain('gone');
});

test('H-X4 alerts without a tree are listed with their records and the findings that cite them', async () => {
  show(<VerdictsView />, { at: '#/verdicts?tab=alerts' });
  const [first, second] = await screen.findAllByTestId('alert-group');
  expect(first!.textContent).toContain('cyren.email: Malicious URL');
  expect(within(first!).getAllByTestId('finding-row')).toHaveLength(1);
  expect(within(first!).getAllByTitle('Open this record')).toHaveLength(2);
  expect(second!.textContent).toContain('No finding cites these records.');
  expect(second!.querySelector('a')!.getAttribute('href')).toContain('missing');
});

const escape = (words: string) => words.replace(/[?().]/g, '\\$&');

test('S-P1 the verdicts of one entity alone are asked for and told', async () => {
  const engine = quietEngine();
  const list = vi.spyOn(engine.verdicts, 'list');
  const entity = { kind: 'access_key' as const, value: 'ASIA1' };
  show(<VerdictsView />, { engine, at: aboutHref('verdicts', { entity, how: 'all' }) });
  expect((await screen.findByTestId('about-choice')).textContent).toContain('ASIA1');
  expect(list.mock.calls[0]?.[0]).toMatchObject({ about: { entity, how: 'all' } });
});
