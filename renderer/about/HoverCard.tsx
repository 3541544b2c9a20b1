import { useEffect } from 'react';
import { entityHref } from '../app/route.ts';
import { shorten } from '../format/shorten.ts';
import {
  CARD_ID,
  closeHoverCard,
  keepHoverCard,
  leaveHoverCard,
  useHoverCard,
  type CardSubject,
} from '../parts/hover-card.ts';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { AddressFacts } from './AddressAbout.tsx';
import { ClientFacts } from './ClientAbout.tsx';
import { useAddressAbout, useClientAbout } from './queries.ts';
import './about.css';
import { Popover } from '../parts/Popover.tsx';

/** Stands once in the shell. It takes no focus: the value that it tells of keeps it, and Escape closes the card. */
export function HoverCard() {
  const { subject, place } = useHoverCard();
  useClosing(subject !== null);
  if (!subject) return null;
  return (
    <Popover
      isOpen
      onClose={closeHoverCard}
      content={<Card subject={subject} />}
      placement="bottom-start"
      autoFocus={false}
      enforceFocus={false}
      shouldReturnFocusOnClose={false}
      renderTarget={({ isOpen: _isOpen, ref, ...target }) => (
        <span {...target} ref={ref} className="value-menu-anchor" tabIndex={-1} style={{ ...place }} />
      )}
    />
  );
}

/** The card goes where what it hangs on goes: with the page, when it is scrolled, and on Escape. */
function useClosing(open: boolean): void {
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') closeHoverCard();
    };
    const onScroll = (event: Event) => {
      if (event.target instanceof Element && event.target.closest(`#${CARD_ID}`)) return;
      closeHoverCard();
    };
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('hashchange', closeHoverCard);
    window.addEventListener('scroll', onScroll, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('hashchange', closeHoverCard);
      window.removeEventListener('scroll', onScroll, true);
    };
  }, [open]);
}

function Card({ subject }: { subject: CardSubject }) {
  return (
    <div
      id={CARD_ID}
      role="tooltip"
      className="hover-card"
      data-testid="hover-card"
      onMouseEnter={keepHoverCard}
      onMouseLeave={leaveHoverCard}
    >
      <div className="hover-card-head">
        <strong className="mono">{shorten(subject.value, 60)}</strong>
        <a href={entityHref(subject)} tabIndex={-1}>
          {text.about.page}
        </a>
      </div>
      {subject.kind === 'address' ? <Address value={subject.value} /> : <Client value={subject.value} />}
    </div>
  );
}

function Address({ value }: { value: string }) {
  const about = useAddressAbout(value);
  return <Loaded query={about}>{(data) => <AddressFacts about={data} />}</Loaded>;
}

function Client({ value }: { value: string }) {
  const about = useClientAbout(value);
  return <Loaded query={about}>{(data) => <ClientFacts about={data} />}</Loaded>;
}
