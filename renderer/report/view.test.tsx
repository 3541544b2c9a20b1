// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { fakeHost } from '../testing/fake-host.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { PdfDialog } from './PdfDialog.tsx';

test('H-X5 a person chooses the parts of the PDF, sees what it holds and its SHA-256, then saves it', async () => {
  const engine = quietEngine();
  const pdf = vi.spyOn(engine.report, 'pdf');
  const saveBytes = vi.fn(() => Promise.resolve(true));
  const saved = vi.spyOn(engine.report, 'pdfSaved');
  const onClose = vi.fn();
  show(<PdfDialog name="A case" onClose={onClose} />, { engine, host: fakeHost({ saveBytes }) });
  const save = screen.getByRole('button', { name: 'Save…' });
  expect(save).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByLabelText('Rejects'));
  fireEvent.click(screen.getByRole('button', { name: 'Make the report' }));
  const made = await screen.findByTestId('pdf-made');
  expect(pdf.mock.lastCall?.[0]).toEqual({
    sections: ['summary', 'incidents', 'coverage', 'decisions', 'notes', 'method', 'evidence', 'records'],
    incidents: 50,
  });
  expect(within(made).getByText('Incident 1: dan@example.com')).toBeTruthy();
  expect(within(made).getByText('page 6')).toBeTruthy();
  expect(within(made).queryByText(/a rare profile/)).toBeNull();
  expect(within(made).getByText('ab'.repeat(32))).toBeTruthy();
  expect(saved).not.toHaveBeenCalled();
  fireEvent.click(save);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const [name, bytes] = saveBytes.mock.lastCall as unknown as [string, Uint8Array];
  expect(saved.mock.lastCall?.[0]).toEqual({ sha256: 'ab'.repeat(32) });
  expect([name, new TextDecoder().decode(bytes)]).toEqual(['A case.pdf', '%PDF-1.7']);
});

test('a report is of the parts it was made of: another choice forgets it', async () => {
  show(<PdfDialog name="A case" onClose={() => undefined} />, { engine: quietEngine(), host: fakeHost() });
  fireEvent.click(screen.getByRole('button', { name: 'Make the report' }));
  await screen.findByTestId('pdf-made');
  fireEvent.click(screen.getByLabelText(/^Audit log/));
  expect(screen.queryByTestId('pdf-made')).toBeNull();
  expect(screen.getByRole('button', { name: 'Save…' })).toHaveProperty('disabled', true);
});
