import { Button, Dialog, InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { text } from '../text.ts';
import { problemOf } from './problem.ts';
import { useHits, type Hit } from './search-hits.tsx';

export function SearchDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      isOpen={open}
      onClose={onClose}
      className="search-dialog"
      aria-label={text.search.title}
      transitionDuration={0}
    >
      {open && <SearchBox onClose={onClose} />}
    </Dialog>
  );
}

function SearchBox({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  /** Its key, for what is shown changes while a search runs; `null` is the first. */
  const [at, setAt] = useState<string | null>(null);
  const { hits, waiting, error, retry } = useHits(typed);
  /** Enter was pressed before the hits of what is typed were there. */
  const due = useRef(false);
  const chosen = Math.max(
    0,
    hits.findIndex(({ key }) => key === at),
  );
  const pick = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    hit.run();
  };
  useEffect(() => {
    if (!due.current || waiting) return;
    due.current = false;
    if (error === null) pick(at === null ? hits[0] : hits.find(({ key }) => key === at));
  });
  useEffect(() => {
    // In braces: newer browsers give a promise, which is no way to clean up.
    document.getElementById(`hit-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(hits[chosen + (event.key === 'ArrowDown' ? 1 : -1)]?.key ?? hits[chosen]?.key ?? null);
    } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      if (waiting) due.current = true;
      else pick(hits[chosen]);
    }
  };
  return (
    <div className="search-box" onKeyDown={pressed}>
      <InputGroup
        size="large"
        autoFocus
        leftIcon={<Search className="bp6-icon" />}
        placeholder={text.search.placeholder}
        value={typed}
        role="combobox"
        aria-expanded
        aria-controls="search-hits"
        aria-activedescendant={hits.length > 0 ? `hit-${chosen}` : undefined}
        aria-label={text.search.title}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          due.current = false;
          setTyped(event.currentTarget.value);
          setAt(null);
        }}
      />
      <ul id="search-hits" role="listbox" aria-label={text.search.title} aria-busy={waiting || undefined}>
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setAt(hit.key)}
            onClick={() => pick(hit)}
          >
            {hit.content}
          </li>
        ))}
      </ul>
      <div className="search-foot" role="status">
        {error === null ? (
          <span>
            {waiting ? text.search.waiting : hits.length === 0 ? text.search.none : text.search.hint}
          </span>
        ) : (
          <Failure error={error} retry={retry} />
        )}
      </div>
    </div>
  );
}

/** Not everything that fits could be found; what could is listed above. */
const Failure = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <span className="row-gap">
    <strong>{text.search.failed}</strong>
    <span>{problemOf(error).message}</span>
    <Button size="small" text={text.action.retry} onClick={retry} />
  </span>
);
