import { InputGroup } from '@blueprintjs/core';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Filter } from '../../shared/contract.ts';
import { shorten } from '../format/shorten.ts';
import { addFilter } from '../parts/filters.ts';
import { text } from '../text.ts';
import { useCompletions } from './completions.ts';
import { parseFilters, termAt, type Mistake } from './typed-filter.ts';

interface TypedFilterProps {
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
}

/** Filters typed as words, `field:value`; Enter makes chips of them. What is wrong is told at its place and stays to be mended. */
export function TypedFilter({ filters, onChange }: TypedFilterProps) {
  const [typed, setTyped] = useState('');
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [told, setTold] = useState<readonly Mistake[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const term = termAt(typed, caret);
  const offers = useCompletions(term, filters, open);
  const shown = open && offers.length > 0;

  const put = (value: string, place: number) => {
    setTyped(value);
    setCaret(place);
    setAt(-1);
    setTold([]);
  };
  const take = (offer: string) => {
    const from = term?.from ?? caret;
    const whole = `${typed.slice(0, from)}${offer}${typed.slice(term?.to ?? caret)}`;
    put(whole, from + offer.length);
    requestAnimationFrame(() => input.current?.setSelectionRange(from + offer.length, from + offer.length));
  };
  const submit = () => {
    const { filters: made, mistakes } = parseFilters(typed);
    setOpen(false);
    setTold(mistakes);
    if (mistakes.length > 0 || made.length === 0) return;
    onChange(made.reduce<Filter[]>(addFilter, [...filters]));
    put('', 0);
  };
  const pressed = (event: KeyboardEvent) => {
    const chosen = shown ? offers[at] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt(Math.max(-1, Math.min(offers.length - 1, at + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen) take(chosen.typed);
      else submit();
    } else if (event.key === 'Tab' && chosen) {
      event.preventDefault();
      take(chosen.typed);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className="typed-filter" onKeyDown={pressed}>
      <InputGroup
        size="small"
        inputRef={input}
        value={typed}
        role="combobox"
        aria-label={text.timeline.typed.label}
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && at >= 0 ? `${list}-${at}` : undefined}
        aria-invalid={told.length > 0}
        aria-describedby={told.length > 0 ? `${list}-told` : undefined}
        title={text.timeline.typed.help}
        placeholder={text.timeline.typed.placeholder}
        autoComplete="off"
        spellCheck={false}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onChange={(event) => {
          setOpen(true);
          put(
            event.currentTarget.value,
            event.currentTarget.selectionStart ?? event.currentTarget.value.length,
          );
        }}
      />
      <ul id={list} role="listbox" aria-label={text.timeline.typed.label} hidden={!shown}>
        {offers.map((offer, index) => (
          <li
            key={offer.typed}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => {
              // The focus stays in the field.
              event.preventDefault();
              take(offer.typed);
            }}
          >
            <span className="mono">{shorten(offer.typed.trim(), 60)}</span>
            <span className="muted">{offer.words}</span>
          </li>
        ))}
      </ul>
      {told.length > 0 && <Told id={`${list}-told`} typed={typed} mistakes={told} />}
    </div>
  );
}

function Told({ id, typed, mistakes }: { id: string; typed: string; mistakes: readonly Mistake[] }) {
  return (
    <ul id={id} className="typed-mistakes" role="alert">
      {mistakes.map(({ from, to, message }) => (
        <li key={from}>
          {shorten(typed.slice(0, from), 24)}
          <mark>{shorten(typed.slice(from, to), 40)}</mark> {message}
        </li>
      ))}
    </ul>
  );
}
