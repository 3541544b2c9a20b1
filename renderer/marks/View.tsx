import { HTMLSelect } from '@blueprintjs/core';
import { MARK_KINDS, type MarkedThing, type MarkKind } from '../../shared/marks.ts';
import { setQuery, useRoute, type Route } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { count } from '../format/number.ts';
import { Pages } from '../parts/Pages.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { Pictures } from '../picture/Pictures.tsx';
import { text } from '../text.ts';
import { Marks } from './Marks.tsx';
import { MARKED_PAGE, useMarkedThings, useTags, type MarkedFilter } from './queries.ts';
import { ThingLink } from './ThingLink.tsx';
import './marks.css';

const WHICH = ['all', 'noted', 'tagged', 'starred'] as const;

/** All notes, stars and tags of the case, each with the way to what it is on. */
export function NotesView() {
  const route = useRoute();
  const filter = filterOf(route);
  const page = Math.max(0, Number(route.query['page'] ?? 0) || 0);
  const things = useMarkedThings(filter, page);
  return (
    <div className="page" data-testid="notes-page">
      <div className="page-head">
        <h1>{text.marks.title}</h1>
        <p>{text.marks.help}</p>
      </div>
      <Pictures />
      <div className="row-gap">
        <FilterLine filter={filter} />
        <span className="spring" />
        <TableExport asked={{ table: 'notes' }} />
      </div>
      <Loaded query={things}>
        {(data) =>
          data.total === 0 ? (
            <Empty title={isAll(filter) ? text.marks.empty : text.marks.emptyFiltered}>
              <p>{isAll(filter) ? text.marks.emptyHelp : null}</p>
            </Empty>
          ) : (
            <>
              {data.things.map((thing) => (
                <Thing key={JSON.stringify(thing.subject)} thing={thing} />
              ))}
              <Pages
                page={page}
                size={MARKED_PAGE}
                total={data.total}
                onTurn={(to) => setQuery({ page: to === 0 ? null : String(to) })}
              >
                <span className="muted">
                  {text.timeline.position(
                    page * MARKED_PAGE + 1,
                    Math.min(data.total, (page + 1) * MARKED_PAGE),
                    data.total,
                  )}
                </span>
              </Pages>
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function filterOf({ query }: Route): MarkedFilter {
  return {
    kind: MARK_KINDS.find((kind) => kind === query['kind']) ?? null,
    which: WHICH.find((which) => which === query['which']) ?? 'all',
    tag: query['tag'] ?? null,
  };
}

const isAll = ({ kind, which, tag }: MarkedFilter): boolean =>
  kind === null && which === 'all' && tag === null;

function Thing({ thing }: { thing: MarkedThing }) {
  return (
    <Panel
      title={text.marks.kind[thing.subject.kind]}
      hint={<ThingLink thing={thing} />}
      testId="marked-thing"
    >
      <Marks subject={thing.subject} known={thing} />
    </Panel>
  );
}

function FilterLine({ filter }: { filter: MarkedFilter }) {
  const tags = useTags();
  return (
    <div className="row-gap notes-filter" role="group" aria-label={text.timeline.filters}>
      {WHICH.map((which) => (
        <button
          key={which}
          type="button"
          className="toggle"
          aria-pressed={filter.which === which}
          onClick={() => setQuery({ which: which === 'all' ? null : which, page: null }, 'replace')}
        >
          {text.marks.which[which]}
        </button>
      ))}
      <HTMLSelect
        aria-label={text.marks.kindLabel}
        value={filter.kind ?? ''}
        onChange={(event) => setQuery({ kind: event.currentTarget.value, page: null }, 'replace')}
      >
        <option value="">{text.marks.allKinds}</option>
        {MARK_KINDS.map((kind: MarkKind) => (
          <option key={kind} value={kind}>
            {text.marks.kind[kind]}
          </option>
        ))}
      </HTMLSelect>
      <HTMLSelect
        aria-label={text.marks.tag}
        value={filter.tag ?? ''}
        onChange={(event) => setQuery({ tag: event.currentTarget.value, page: null }, 'replace')}
      >
        <option value="">{text.marks.allTags}</option>
        {(tags.data ?? []).map(({ tag, things }) => (
          <option key={tag} value={tag}>
            {`${tag} (${count(things)})`}
          </option>
        ))}
      </HTMLSelect>
    </div>
  );
}
