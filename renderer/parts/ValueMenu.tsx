import { Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core';
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
import { entityOfValue, sharingFilter } from '../../shared/entities.ts';
import { copy } from '../app/copy.ts';
import { tell } from '../app/messages.tsx';
import { currentRoute, entityHref, filtersOf, go, recordOf, timelineHref } from '../app/route.ts';
import { shorten } from '../format/shorten.ts';
import { questionsOf } from '../questions/asked.ts';
import { useQuestions } from '../questions/queries.ts';
import { isSignIn, pickSession, sessionOfRow, usePicked } from '../sessions/picked.ts';
import { columnTitle, text } from '../text.ts';
import { addFilter, aroundFilter, isFilter, isNotFilter } from './filters.ts';
import { scalarText } from './Value.tsx';
import { closeValueMenu, useValueMenu } from './value-menu.ts';

/** Narrows the timeline; from elsewhere it starts a fresh one with this filter alone. */
function pivot(filter: Filter): void {
  const route = currentRoute();
  const onTimeline = route.path[0] === 'timeline';
  const record = recordOf(route) ? (route.query['record'] ?? null) : null;
  go(timelineHref(addFilter(onTimeline ? filtersOf(route) : [], filter), onTimeline ? { record } : {}));
}

function Items() {
  const { column, value, row } = useValueMenu();
  const first = usePicked((picked) => picked.first);
  const entity = entityOfValue(column, value);
  const questions = useQuestions();
  const isTime = column === 'timestamp' && typeof value === 'string';
  return (
    <Menu aria-label={text.value.menu(columnTitle(column))}>
      <MenuDivider title={`${columnTitle(column)}: ${shorten(scalarText(value), 44)}`} />
      {isTime ? (
        <MenuItem
          icon={<TimeIcon />}
          text={text.value.around}
          onClick={() => pivot(aroundFilter(value, 5))}
        />
      ) : (
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
        text={text.value.copy}
        onClick={() => {
          copy(scalarText(value));
          tell(text.action.copied);
        }}
      />
    </Menu>
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
    <PopoverNext
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
      arrow={false}
      animation="minimal"
      transitionDuration={0}
      autoFocus={false}
      onOpened={(popover) => itemsOf(popover)[0]?.focus()}
      renderTarget={({ isOpen: _isOpen, ref, ...target }) => (
        <span {...target} ref={ref} className="value-menu-anchor" tabIndex={-1} style={{ ...place }} />
      )}
    />
  );
}
