import { Menu, MenuDivider, MenuItem } from '@blueprintjs/core';
import {
  Comparison,
  Disable,
  DocumentOpen,
  Duplicate,
  Filter as FilterIcon,
  Help,
  Search,
  Time as TimeIcon,
} from '@blueprintjs/icons';
import type { KeyboardEvent } from 'react';
import type { Filter } from '../../shared/contract.ts';
import { entityFilter, entityOfValue, sharingFilter } from '../../shared/entities.ts';
import type { Entity, Row } from '../../shared/model.ts';
import {
  currentRoute,
  entityHref,
  filtersText,
  go,
  readFilters,
  setQuery,
  timelineHref,
} from '../app/route.ts';
import { useCopying } from '../export/copying.ts';
import { shorten } from '../format/shorten.ts';
import { questionsOf } from '../questions/asked.ts';
import { useQuestions } from '../questions/queries.ts';
import { isSignIn, pickSession, sessionOfRow, usePicked } from '../sessions/picked.ts';
import { columnTitle, text } from '../text.ts';
import { addFilter, aroundFilter, isFilter, isNotFilter } from './filters.ts';
import { scalarText } from './Value.tsx';
import { closeValueMenu, useValueMenu } from './value-menu.ts';
import { Popover } from './Popover.tsx';

/** Narrows the timeline; from elsewhere it starts a fresh one with this filter alone. */
function pivot(filter: Filter): void {
  const route = currentRoute();
  if (route.path[0] !== 'timeline') return go(timelineHref([filter]));
  const { filters, unread } = readFilters(route);
  setQuery({ filters: filtersText(addFilter(filters, filter), unread) });
}

function Items() {
  const { column, value, row } = useValueMenu();
  const { copyOne, isRedacted } = useCopying();
  const first = usePicked((picked) => picked.first);
  const entity = entityOfValue(column, value);
  const questions = useQuestions();
  const isTime = column === 'timestamp' && typeof value === 'string';
  return (
    <Menu aria-label={text.value.menu(columnTitle(column))}>
      <MenuDivider title={`${columnTitle(column)}: ${shorten(scalarText(value), 44)}`} />
      {isTime ? null : (
        <>
          <MenuItem
            icon={<FilterIcon />}
            text={text.value.filter}
            onClick={() => pivot(isFilter(column, value))}
          />
          <MenuItem
            icon={<Disable />}
            text={text.value.exclude}
            onClick={() => pivot(isNotFilter(column, value))}
          />
        </>
      )}
      <Around time={isTime ? value : row?.['timestamp']} who={entity ?? whoOf(row)} record={placeOf(row)} />
      {entity && (
        <MenuItem
          icon={<DocumentOpen />}
          text={text.value.open(text.entityKind[entity.kind])}
          href={entityHref(entity)}
        />
      )}
      {entity && (
        <MenuItem icon={<Search />} text={text.value.sharing} href={timelineHref([sharingFilter(entity)])} />
      )}
      {entity &&
        questionsOf(questions.data ?? [], entity).map(({ state, to }) => (
          <MenuItem key={state.id} icon={<Help />} text={text.value.ask(state.title)} href={to} />
        ))}
      {row && isSignIn(row) && (
        <MenuItem
          icon={<Comparison />}
          text={first === null ? text.sessions.pick : text.sessions.pickSecond}
          onClick={() => pickSession(sessionOfRow(row))}
        />
      )}
      <MenuItem
        icon={<Duplicate />}
        text={isRedacted ? text.value.copyRedacted : text.value.copy}
        onClick={() => copyOne({ text: scalarText(value), column })}
      />
    </Menu>
  );
}

const MINUTES = [5, 15, 60] as const;

/** Whom a record is of: the entity whose records around it say most. */
function whoOf(row: Row | null): Entity | null {
  const columns = ['user_name', 'principal_arn', 'access_key_id', 'source_address'];
  return (
    columns.map((column) => entityOfValue(column, row?.[column])).find((found) => found !== null) ?? null
  );
}

/** As in the address; `null` for a row that is no record. */
const placeOf = (row: Row | null): string | null =>
  typeof row?.['evidence_id'] === 'number' && typeof row['record'] === 'number'
    ? `${row['evidence_id']}:${row['record']}`
    : null;

interface AroundProps {
  time: unknown;
  who: Entity | null;
  record: string | null;
}

/** The records around one, which is opened among them, without the filters that led to it: all of them, or those of one entity. */
function Around({ time, who, record: own }: AroundProps) {
  if (typeof time !== 'string') return null;
  const record = own ?? currentRoute().query['record'] ?? null;
  const to = (minutes: number, more: readonly Filter[]) =>
    timelineHref([aroundFilter(time, minutes), ...more], { record });
  return (
    <>
      {MINUTES.map((minutes) => (
        <MenuItem
          key={minutes}
          icon={<TimeIcon />}
          text={text.value.around(minutes)}
          href={to(minutes, [])}
        />
      ))}
      {who &&
        MINUTES.map((minutes) => (
          <MenuItem
            key={minutes}
            icon={<TimeIcon />}
            text={text.value.aroundOf(minutes, shorten(who.value, 32))}
            href={to(minutes, [entityFilter(who)])}
          />
        ))}
    </>
  );
}

const itemsOf = (element: HTMLElement): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('a.bp6-menu-item'),
];

/** Arrow keys go from item to item, round at the ends. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  event.stopPropagation();
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const step = event.key === 'ArrowDown' ? 1 : -1;
  items[(at + step + items.length) % items.length]?.focus();
}

/** Stands once in the shell. */
export function ValueMenu() {
  const { open, place } = useValueMenu();
  if (!open) return null;
  return (
    <Popover
      isOpen
      onInteraction={(next) => {
        if (!next) closeValueMenu();
      }}
      onClose={closeValueMenu}
      content={
        <div onKeyDown={walk}>
          <Items />
        </div>
      }
      placement="bottom-start"
      autoFocus={false}
      onOpened={(popover) => itemsOf(popover)[0]?.focus()}
      renderTarget={({ isOpen: _isOpen, ref, ...target }) => (
        <span {...target} ref={ref} className="value-menu-anchor" tabIndex={-1} style={{ ...place }} />
      )}
    />
  );
}
