// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { engineWith, show } from '../testing/render.tsx';
import { GROUPS } from './groups.ts';
import { RecordView } from './View.tsx';

const at = { evidence_id: 1, record: 17 };

test('every column of an event has exactly one place in the panel', () => {
  const placed = [...GROUPS.flatMap((group) => group.columns), 'evidence_id', 'record'];
  expect(placed.sort()).toEqual(EVENT_COLUMNS.map((column) => column.name).sort());
});

test('a record says where it lies and that its file is what was imported', async () => {
  show(<RecordView at={at} />);
  const panel = await screen.findByTestId('record-drawer');
  expect(await screen.findByText(/Verified: the file still has the hash/)).toBeTruthy();
  expect(panel.textContent).toContain('Record 17 of 111122223333_Cloud…501T0000Z_q8xk2.json.gz');
});

test('a file that has changed is not called verified, and no text of it is shown', async () => {
  const original = await engineWith({}).evidence.record(at);
  const changed = { ...original, verified: false, text: '', message: 'the file no longer has its hash' };
  show(<RecordView at={at} />, {
    engine: engineWith({ evidence: { record: () => Promise.resolve(changed) } }),
  });
  expect(await screen.findByText(/Not verified: the file no longer has its hash/)).toBeTruthy();
  expect(screen.queryByTestId('original-record')).toBeNull();
});

test('the original is text and nothing else, whatever an attacker wrote', async () => {
  const { container } = show(<RecordView at={at} />);
  const original = await screen.findByTestId('original-record');
  expect(original.textContent).toContain('<script>alert(\\"not run\\")</script>');
  expect(container.querySelector('script')).toBeNull();
  fireEvent.click(screen.getByText('As written'));
  const raw = (await engineWith({}).evidence.record(at)).text;
  expect(screen.getByTestId('original-record').textContent).toBe(raw);
});

test('a text is found in the original, in either case', async () => {
  show(<RecordView at={at} />);
  await screen.findByTestId('original-record');
  fireEvent.change(screen.getByLabelText('Find in this record'), { target: { value: 'EVENTNAME' } });
  expect(screen.getByText('1 place')).toBeTruthy();
  expect(screen.getByTestId('original-record').querySelector('mark')?.textContent).toBe('eventName');
});
