import { ArrowRight, Play, Search } from '@blueprintjs/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Entity } from '../../shared/model.ts';
import { count } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { useHunts } from '../hunts/queries.ts';
import { EntityIcon } from '../parts/EntityLink.tsx';
import { Tag } from '../parts/Panel.tsx';
import { useRested } from '../parts/rested.ts';
import { text } from '../text.ts';
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
const REST_MS = 120;

export interface Hit {
  key: string;
  run: () => void;
  content: ReactNode;
}

interface Hits {
  hits: Hit[];
  /** What is shown may still be of what was typed before. */
  waiting: boolean;
  /** Why something that fits may be missing; `null` where nothing failed. */
  error: unknown;
  retry: () => void;
}

/** What fits the typed words: things of the case, screens, hunts and commands. */
export function useHits(typed: string): Hits {
  const wanted = useRested(typed.trim(), REST_MS);
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
  const coming = typed.trim() !== wanted || found.isPlaceholderData || found.isPending || hunts.isPending;
  return {
    hits: [
      ...entities,
      ...views,
      ...(low === '' ? [] : fitting.slice(0, MOST_HUNTS).map(huntHit)),
      ...(low === '' ? [] : commands.map(commandHit)),
    ],
    waiting: low !== '' && coming,
    error: low === '' || coming ? null : (found.error ?? hunts.error),
    retry: () => [found, hunts].forEach((query) => query.isError && void query.refetch()),
  };
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
