// @vitest-environment happy-dom
import { fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { spoken } from '../app/settings.ts';
import { japanese } from '../text.ja.ts';
import { columnHelp, columnTitle, english, speak, text } from '../text.ts';
import { SeverityBadge } from './Badge.tsx';
import { Meanings } from './Meanings.tsx';
import { EntityView } from '../entity/View.tsx';
import { show } from '../testing/render.tsx';
import { Term } from './Term.tsx';

afterEach(() => {
  speak(english);
  vi.restoreAllMocks();
});

const meanings = <Meanings hypotheses={['S-H1']} attack={['T1539', 'T0000']} />;

test('a technique says its name on hover, one that the catalogue does not know only its id', () => {
  render(meanings);
  expect(screen.getByText('T1539').title).toBe('Steal Web Session Cookie');
  expect(screen.getByText('T0000').title).toBe('');
  expect(screen.getByText('ATT&CK techniques').title).toBe(english.term.attack);
  render(<SeverityBadge severity="high" />);
  expect(screen.getByText('High').title).toBe(english.severityMeaning.high);
});

test('a word is explained to the keyboard too, until Escape or the focus goes on', () => {
  const escaped = vi.fn();
  render(
    <div onKeyDown={escaped}>
      <Term name="sha256">SHA-256</Term>
    </div>,
  );
  const word = screen.getByText('SHA-256');
  expect(word.tabIndex).toBe(0);
  expect(screen.queryByRole('tooltip')).toBeNull();
  fireEvent.focus(word);
  const told = screen.getByRole('tooltip');
  expect(told.textContent).toBe(english.term.sha256);
  expect(word.getAttribute('aria-describedby')).toBe(told.id);
  // The focus scrolls its word into sight: the explanation goes with it.
  vi.spyOn(word, 'getBoundingClientRect').mockReturnValue({ left: 40, bottom: 70 } as DOMRect);
  fireEvent.scroll(document);
  expect([told.style.left, told.style.top]).toEqual(['40px', '70px']);
  fireEvent.keyDown(word, { key: 'Escape' });
  expect(screen.queryByRole('tooltip')).toBeNull();
  // What is open around it stays open.
  expect(escaped).not.toHaveBeenCalled();
  fireEvent.keyDown(word, { key: 'Escape' });
  expect(escaped).toHaveBeenCalledTimes(1);
  fireEvent.focus(word);
  fireEvent.blur(word);
  expect(screen.queryByRole('tooltip')).toBeNull();
  expect(word.getAttribute('aria-describedby')).toBeNull();
});

test('a table of many rows has no more of such words than columns', async () => {
  show(<EntityView entity={{ kind: 'user', value: 'alice@example.com' }} />);
  const profiles = await screen.findByRole('region', { name: 'Session profiles' });
  await within(profiles).findAllByRole('row');
  expect(profiles.querySelectorAll('thead .term').length).toBeGreaterThan(0);
  expect(document.querySelectorAll('tbody .term')).toHaveLength(0);
});

test('a column says what it holds and how it is called in exports; an unknown one its name', () => {
  expect(columnHelp('source_as_number')).toMatch(/^Number of the autonomous system.* \(source_as_number\)$/);
  expect(columnHelp('of_no_catalogue')).toBe('of_no_catalogue');
});

test('after the choice every text is of that language', () => {
  speak(japanese);
  render(meanings);
  expect(screen.getByText(/1人のユーザーが複数のアドレス/)).toBeTruthy();
  expect(text.nav.findings).toBe('検出');
  expect(columnTitle('user_name')).toBe('ユーザー');
  expect(columnTitle('of_no_catalogue')).toBe('Of no catalogue');
});

test('a desk that follows the system speaks Japanese on a Japanese one, English on any other', () => {
  const system = vi.spyOn(navigator, 'language', 'get');
  const heard = (language: string) => {
    system.mockReturnValue(language);
    return [spoken('system'), spoken('en'), spoken('ja')];
  };
  expect(heard('ja')).toEqual(['ja', 'en', 'ja']);
  expect(heard('ja-JP')).toEqual(['ja', 'en', 'ja']);
  expect(heard('de-DE')).toEqual(['en', 'en', 'ja']);
  expect(heard('jam')).toEqual(['en', 'en', 'ja']);
});
