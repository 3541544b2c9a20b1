// @vitest-environment happy-dom
import { fireEvent, render, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Growing } from './Growing.tsx';

const entries = Array.from({ length: 1000 }, (_, at) => `entry ${at}`);
const list = (holding?: number) => (
  <Growing items={entries} {...(holding === undefined ? {} : { holding })}>
    {(entry) => <p key={entry}>{entry}</p>}
  </Growing>
);

test('S-P1 of a thousand entries only the first are drawn, and more where they are asked for', () => {
  const { container } = render(list());
  const drawn = () => container.querySelectorAll('p').length;
  expect(drawn()).toBe(30);
  fireEvent.click(screen.getAllByRole('button', { name: '970 more' }).at(-1) as HTMLElement);
  expect(drawn()).toBe(60);
});

test('the chosen entry is drawn wherever it stands, and no more after it', () => {
  const { container } = render(list(480));
  expect(container.querySelectorAll('p')).toHaveLength(481);
  expect(container.textContent).toContain('entry 480');
});

test('rows of a table end in a row, and come in the steps that are asked for', () => {
  const { container } = render(
    <table>
      <tbody>
        <Growing items={entries} step={20} across={1}>
          {(entry, at) => (
            <tr key={entry}>
              <td>{at}</td>
            </tr>
          )}
        </Growing>
      </tbody>
    </table>,
  );
  expect(container.querySelectorAll('tbody > tr')).toHaveLength(21);
  fireEvent.click(screen.getByRole('button', { name: '980 more' }));
  expect(container.querySelectorAll('tbody > tr')).toHaveLength(41);
  expect(container.querySelectorAll('tbody > tr')[39]?.textContent).toBe('39');
});

test('S-P1 of a list that comes in pieces the next one is asked for at the end of the first, and how many are left is told', () => {
  const onMore = vi.fn();
  const { container } = render(
    <Growing items={entries.slice(0, 40)} total={1000} onMore={onMore}>
      {(entry) => <p key={entry}>{entry}</p>}
    </Growing>,
  );
  const list = within(container);
  fireEvent.click(list.getByRole('button', { name: '970 more' }));
  expect(container.querySelectorAll('p')).toHaveLength(40);
  expect(onMore).toHaveBeenCalledTimes(1);
  expect(list.getByRole('button', { name: '960 more' })).toBeTruthy();
});
