import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { text } from '../text.ts';

export type TermName = keyof typeof text.term;

/**
 * A technical word, told on hover and on focus; the dots under it say so. It is a stop of the Tab key: in heads, names of facts and
 * prose, never in a row of a table.
 */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  const id = useId();
  const [word, setWord] = useState<Element | null>(null);
  const close = () => setWord(null);
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !word) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <span
      className="term"
      title={text.term[name]}
      tabIndex={0}
      aria-describedby={word ? id : undefined}
      onFocus={({ currentTarget }) => setWord(currentTarget)}
      onBlur={close}
      onKeyDown={pressed}
    >
      {children}
      {word && (
        <Told id={id} word={word}>
          {text.term[name]}
        </Told>
      )}
    </span>
  );
}

/** As wide as an explanation gets, in pixels. */
const WIDTH = 340;

/** Below the word, within the window. */
function placeAt(word: Element) {
  const { left, bottom } = word.getBoundingClientRect();
  return { left: Math.max(0, Math.min(left, window.innerWidth - WIDTH)), top: bottom };
}

/** Over all else, so that no table cuts it off; it goes with its word, which the focus may still scroll into sight. */
function Told({ id, word, children }: { id: string; word: Element; children: string }) {
  const [place, setPlace] = useState(() => placeAt(word));
  useEffect(() => {
    const follow = () => setPlace(placeAt(word));
    window.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, true);
      window.removeEventListener('resize', follow);
    };
  }, [word]);
  return createPortal(
    <span id={id} role="tooltip" className="term-told" style={{ ...place, maxWidth: WIDTH }}>
      {children}
    </span>,
    document.body,
  );
}
