import { expect, test } from 'vitest';
import { pickSession, usePicked } from '../sessions/picked.ts';
import { leaveCase } from './case.ts';

test('a sign-in that was picked in one case is not the first of two in the next', () => {
  pickSession({ ref: { evidence_id: 16_777_216, record: 3 }, name: 'ada' });
  expect(usePicked.getState().first).not.toBeNull();
  leaveCase();
  expect(usePicked.getState()).toEqual({ first: null, second: null });
});
