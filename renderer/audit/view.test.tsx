// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { engineWith, show } from '../testing/render.tsx';
import { AuditView } from './View.tsx';

test('every entry stands with its time in the one format, who did it, and by which version', async () => {
  show(<AuditView />);
  const row = (await screen.findByText('evidence.import')).closest('tr');
  expect(row?.textContent).toBe(
    '2024-05-20 08:01:02.400 UTCR. Tanakaevidence.import/evidence/export8 files0.1.0',
  );
});

test('an empty log is said to be empty', async () => {
  const engine = engineWith({ case: { audit: () => Promise.resolve({ total: 0, rows: [] }) } });
  show(<AuditView />, { engine });
  expect(await screen.findByText('Nothing has been done yet')).toBeTruthy();
});
