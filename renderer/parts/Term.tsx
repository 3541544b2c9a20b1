import { useEffect, useId, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { text } from '../text.ts';

export type TermName = keyof typeof text.term;

interface Place {
  left: number;
  top: number;
}

/**
 * A technical word, told on hover and on focus; the dots under it say so. It is a stop of the Tab key: in heads, names of facts and
 * prose, never in a row of a table.
 */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  const id = useId();
  const [place, setPlace] = useState<Place | null>(null);
  const close = () => setPlace(null);
  const open = ({ currentTarget }: FocusEvent<HTMLElement>) => {
    const { left, bottom } = currentTarget.getBoundingClientRect();
    setPlace({ left: Math.max(0, Math.min(left, window.innerWidth - WIDTH)), top: bottom });
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !place) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <span
      className="term"
      title={text.term[name]}
      tabIndex={0}
      aria-describedby={place ? id : undefined}
      onFocus={open}
      onBlur={close}
      onKeyDown={pressed}
    >
      {children}
      {place && (
        <Told id={id} place={place} onLeave={close}>
          {text.term[name]}
        </Told>
      )}
    </span>
  );
}

/** As wide as an explanation gets, in pixels. */
const WIDTH = 340;

interface ToldProps {
  id: string;
  place: Place;
  onLeave: () => void;
  children: string;
}

/** Over all else, so that no table cuts it off; it goes when what it hangs on is scrolled away. */
function Told({ id, place, onLeave, children }: ToldProps) {
  useEffect(() => {
    window.addEventListener('scroll', onLeave, true);
    return () => window.removeEventListener('scroll', onLeave, true);
  });
  return createPortal(
    <span id={id} role="tooltip" className="term-told" style={{ ...place, maxWidth: WIDTH }}>
      {children}
    </span>,
    document.body,
  );
}
