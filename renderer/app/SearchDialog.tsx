import { Dialog, InputGroup } from '@blueprintjs/core';
import { ArrowRight, Play, Search } from '@blueprintjs/icons';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { Entity } from '../../shared/model.ts';
import { count } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { EntityIcon } from '../parts/EntityLink.tsx';
import { Tag } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { useHunts } from '../hunts/queries.ts';
import { useCommands, type Command } from './commands.ts';
import { useEngine } from './engine-context.ts';
import { entityHref, go, href } from './route.ts';

const VIEWS = [
  'overview',
  'incidents',
  'findings',
  'verdicts',
  'timeline',
  'profiles',
  'hunts',
  'questions',
  'notes',
  'evidence',
  'coverage',
  'networks',
  'settings',
  'data',
  'audit',
] as const;
/** Of the hunts that a word fits. */
const MOST_HUNTS = 8;

interface Hit {
  key: string;
  run: () => void;
  content: ReactNode;
}

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
  const [at, setAt] = useState(0);
  const hits = useHits(typed);
  const chosen = Math.min(at, Math.max(0, hits.length - 1));
  const pick = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    hit.run();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(Math.max(0, Math.min(hits.length - 1, chosen + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      pick(hits[chosen]);
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
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
      />
      <ul id="search-hits" role="listbox" aria-label={text.search.title}>
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => pick(hit)}
          >
            {hit.content}
          </li>
        ))}
      </ul>
      <div className="search-foot">
        <span>{typed !== '' && hits.length === 0 ? text.search.none : text.search.hint}</span>
      </div>
    </div>
  );
}

function useHits(typed: string): Hit[] {
  const wanted = useRested(typed.trim());
  const engine = useEngine();
  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => engine.entities.search({ text: wanted, limit: 20 }, { signal }),
    enabled: wanted !== '',
    placeholderData: (before) => before,
  });
  const low = typed.trim().toLowerCase();
  const views = VIEWS.filter((view) => text.nav[view].toLowerCase().includes(low)).map((view) => ({
    key: `view ${view}`,
    run: () => go(href([view])),
    content: (
      <>
        <ArrowRight />
        <span className="hit-name">{text.nav[view]}</span>
        <span className="muted">{text.search.commands}</span>
      </>
    ),
  }));
  const entities =
    low === '' ? [] : (found.data ?? []).map(({ entity, events }) => entityHit(entity, events));
  const hunts = useHunts(low !== '');
  const fitting = (hunts.data ?? []).filter(({ id, title }) => `${title} ${id}`.toLowerCase().includes(low));
  const commands = useCommands().filter(({ words }) => words.toLowerCase().includes(low));
  return [
    ...entities,
    ...views,
    ...(low === '' ? [] : fitting.slice(0, MOST_HUNTS).map(huntHit)),
    ...(low === '' ? [] : commands.map(commandHit)),
  ];
}

const huntHit = ({ id, title }: { id: string; title: string }): Hit => ({
  key: `hunt ${id}`,
  run: () => go(href(['hunts', id])),
  content: (
    <>
      <Search />
      <span className="hit-name">{shorten(title, 60)}</span>
      <Tag>{text.search.hunt}</Tag>
    </>
  ),
});

const commandHit = ({ words, run }: Command): Hit => ({
  key: `command ${words}`,
  run,
  content: (
    <>
      <Play />
      <span className="hit-name">{words}</span>
      <Tag>{text.search.command}</Tag>
    </>
  ),
});

const entityHit = (entity: Entity, events: number): Hit => ({
  key: `${entity.kind} ${entity.value}`,
  run: () => go(entityHref(entity)),
  content: (
    <>
      <EntityIcon kind={entity.kind} size={16} />
      <span className="hit-name" title={entity.value}>
        {shorten(entity.value, 60)}
      </span>
      <Tag title={text.entityKindMeaning[entity.kind]}>{text.entityKind[entity.kind]}</Tag>
      <span className="muted">{count(events)}</span>
    </>
  ),
});

const REST_MS = 120;

function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
