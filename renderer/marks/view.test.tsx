// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { MarkSubject } from '../../shared/marks.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { blocksOf, inlinesOf, type Block, type Inline } from './markdown.ts';
import { Markdown } from './Markdown.tsx';
import { Marks } from './Marks.tsx';
import { NotesView } from './View.tsx';

const DAN: MarkSubject = { kind: 'entity', entity: { kind: 'user', value: 'dan@example.com' } };

describe('Markdown', () => {
  const text = (words: string): Inline => ({ kind: 'text', text: words });

  test('knows paragraphs, lists, quotes and code, and within a line bold, italics and code', () => {
    expect(
      blocksOf('One\nline.\n\n- a\n- b\n  goes on\n\n1. x\n2) y\n\n> said\n> > twice\n\n```\n**raw**\n```'),
    ).toEqual([
      { kind: 'paragraph', parts: [text('One\nline.')] },
      { kind: 'list', ordered: false, items: [[text('a')], [text('b\ngoes on')]] },
      { kind: 'list', ordered: true, items: [[text('x')], [text('y')]] },
      {
        kind: 'quote',
        blocks: [
          { kind: 'paragraph', parts: [text('said')] },
          { kind: 'quote', blocks: [{ kind: 'paragraph', parts: [text('twice')] }] },
        ],
      },
      { kind: 'code', text: '**raw**' },
    ]);
    expect(inlinesOf('a **b *c*** `d*` _e_ f_g_h 2 * 3 \\*')).toEqual([
      text('a '),
      { kind: 'strong', parts: [text('b '), { kind: 'emphasis', parts: [text('c')] }] },
      text(' '),
      { kind: 'code', text: 'd*' },
      text(' '),
      { kind: 'emphasis', parts: [text('e')] },
      text(' f_g_h 2 * 3 *'),
    ]);
  });

  test('a link is its words and where it leads, and nothing of a note is an element that it asked for', () => {
    show(
      <Markdown
        text={
          '[login](https://evil.example/x) ![p](http://evil.example/p.png) <img src=x onerror=alert(1)> <https://evil.example>'
        }
      />,
    );
    const shown = document.querySelector('.markdown');
    expect(shown?.querySelectorAll('a, img, script, [href], [src]')).toHaveLength(0);
    expect(shown?.textContent).toBe(
      'login (https://evil.example/x) p (http://evil.example/p.png) <img src=x onerror=alert(1)> <https://evil.example>',
    );
  });

  test('any text is read in a moment, and every word of it is shown', () => {
    const sign = fc.constantFrom(
      '*',
      '**',
      '_',
      '`',
      '[',
      '](',
      ')',
      '> ',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      '```\n',
      '\\',
      'word',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 400 }), (signs) => {
        const typed = signs.join('');
        const words = (typed.match(/word/g) ?? []).length;
        expect((flat(blocksOf(typed)).match(/word/g) ?? []).length).toBe(words);
      }),
    );
    for (const hostile of ['*', '**a ', '[', '_a', '`', '> ', '- ']) {
      const typed = hostile.repeat(20_000 / hostile.length);
      expect(flat(blocksOf(typed)).length).toBeLessThanOrEqual(typed.length);
    }
  });

  const flat = (blocks: readonly Block[]): string =>
    blocks
      .map((block) => {
        if (block.kind === 'code') return block.text;
        if (block.kind === 'quote') return flat(block.blocks);
        return block.kind === 'list' ? block.items.map(flatInline).join('\n') : flatInline(block.parts);
      })
      .join('\n');
  const flatInline = (parts: readonly Inline[]): string =>
    parts.map((part) => ('text' in part ? part.text : flatInline(part.parts))).join('');
});

test('a star, a tag and a note are given, changed and taken away', async () => {
  const engine = quietEngine();
  const change = vi.spyOn(engine.marks, 'change');
  show(<Marks subject={DAN} />, { engine });
  fireEvent.click(await screen.findByRole('button', { name: 'Star' }));
  expect(await screen.findByRole('button', { name: 'Starred', pressed: true })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Tag…' }));
  fireEvent.change(screen.getByLabelText('Tag'), { target: { value: ' stolen ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Remove the tag stolen' }));
  await waitFor(() => expect(screen.queryByText('stolen')).toBeNull());
  expect(change.mock.calls.map(([input]) => input)).toEqual([
    { subjects: [DAN], starred: true },
    { subjects: [DAN], add_tags: ['stolen'] },
    { subjects: [DAN], remove_tags: ['stolen'] },
  ]);

  fireEvent.click(screen.getByRole('button', { name: 'Note…' }));
  fireEvent.change(screen.getByRole('textbox', { name: 'Note' }), { target: { value: 'Ask **him**.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save the note' }));
  const note = await screen.findByTestId('note');
  expect(note.querySelector('strong')?.textContent).toBe('him');
  fireEvent.click(within(note).getByRole('button', { name: 'As typed' }));
  expect(within(note).getByText('Ask **him**.')).toBeTruthy();
  fireEvent.click(within(note).getByRole('button', { name: 'Change' }));
  fireEvent.change(screen.getByRole('textbox', { name: 'Note' }), { target: { value: 'Asked.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save the note' }));
  await waitFor(() => expect(screen.getByTestId('note').textContent).toContain('changed since'));
  expect(screen.getByText('Asked.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(screen.getByText('Its text stays in the audit log.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(screen.queryByTestId('note')).toBeNull());
});

describe('a note that is begun', () => {
  const EVE: MarkSubject = { kind: 'entity', entity: { kind: 'user', value: 'eve@example.com' } };
  const box = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Note' });
  const begin = async (typed: string) => {
    fireEvent.click(await screen.findByRole('button', { name: /^Note/ }));
    fireEvent.change(await box(), { target: { value: typed } });
  };

  test('is a draft of its thing: Escape, leaving and another thing lose nothing, and saving ends it', async () => {
    const engine = quietEngine();
    const { unmount } = show(<Marks subject={EVE} />, { engine });
    await begin('half a thought');
    expect(screen.getByText(/A draft, not saved yet/)).toBeTruthy();
    fireEvent.keyDown(await box(), { key: 'Escape' });
    expect(screen.queryByRole('textbox', { name: 'Note' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Note (draft)…' }));
    expect((await box()).value).toBe('half a thought');
    unmount();

    const other = show(<Marks subject={DAN} />, { engine });
    expect(await screen.findByRole('button', { name: 'Note…' })).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Note' })).toBeNull();
    other.unmount();

    show(<Marks subject={EVE} />, { engine });
    expect((await box()).value).toBe('half a thought');
    // It came by itself: whoever moves through a list keeps the focus.
    expect(document.activeElement).not.toBe(await box());
    fireEvent.click(screen.getByRole('button', { name: 'Save the note' }));
    expect((await screen.findByTestId('note')).textContent).toContain('half a thought');
    fireEvent.click(await screen.findByRole('button', { name: 'Note…' }));
    expect((await box()).value).toBe('');
    expect(screen.queryByText(/A draft, not saved yet/)).toBeNull();
  });

  test('is thrown away by who says so; a change of a note is kept in the same way', async () => {
    const engine = quietEngine();
    await engine.notes.add({ subject: EVE, body: 'As it was.' });
    const { unmount } = show(<Marks subject={EVE} />, { engine });
    await begin('wrong');
    fireEvent.click(screen.getByRole('button', { name: 'Discard the draft' }));
    expect(await screen.findByRole('button', { name: 'Note…' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Change' }));
    fireEvent.change(await box(), { target: { value: 'As it is.' } });
    unmount();
    show(<Marks subject={EVE} />, { engine });
    expect((await box()).value).toBe('As it is.');
    fireEvent.click(screen.getByRole('button', { name: 'Discard the draft' }));
    expect(await screen.findByText('As it was.')).toBeTruthy();
  });
});

test('the page lists all of it with the way there, and says what is not found any more', async () => {
  const engine = quietEngine();
  await engine.notes.add({ subject: DAN, body: 'on dan' });
  await engine.marks.change({ subjects: [{ kind: 'record', evidence_id: 1, record: 17 }], starred: true });
  const finding: MarkSubject = {
    kind: 'finding',
    hunt: 'rare-session-profiles',
    entity: DAN.entity,
    window_start: null,
    window_end: null,
  };
  await engine.marks.change({ subjects: [finding], add_tags: ['odd'] });
  show(<NotesView />, { engine, at: '#/notes' });
  expect(await screen.findAllByTestId('marked-thing')).toHaveLength(3);
  expect(screen.getAllByRole('link', { name: /User dan@example.com/ })[0]?.getAttribute('href')).toBe(
    '#/entity/user/dan%40example.com',
  );
  expect(screen.getByRole('link', { name: /17/ }).getAttribute('href')).toBe('#/timeline?record=1%3A17');
  expect(screen.getByText('not found any more')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Starred', pressed: false }));
  await waitFor(() => expect(screen.getAllByTestId('marked-thing')).toHaveLength(1));
});

test('a case without notes says how to begin', async () => {
  show(<NotesView />, { at: '#/notes' });
  expect(await screen.findByText('No notes yet')).toBeTruthy();
});
