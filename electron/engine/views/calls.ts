import { Filter } from '../../../shared/filter.ts';
import type { SavedView, ViewToSave } from '../../../shared/case-settings.ts';
import type { Connection } from '../db/database.ts';
import { fixed } from '../db/sql.ts';
import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';

/** The contract's calls on looks at the timeline that the case keeps. */
export function viewCalls(os: Implementer['views'], engine: EngineState) {
  return {
    list: os.list.handler(() => savedViews(engine.desk)),
    save: os.save.handler(({ input: { replace, ...view } }) =>
      engine.writing(async (writing, file) => {
        if (!replace && (await isKept(writing, view.name)))
          throw new Error(`there is already a view ${JSON.stringify(view.name)}`);
        await removeView(writing, view.name);
        await saveView(writing, view);
        await file.audit('view.saved', view.name, JSON.stringify(view), writing);
        return null;
      }),
    ),
    remove: os.remove.handler(({ input }) =>
      engine.writing(async (writing, file) => {
        await removeView(writing, input.name);
        await file.audit('view.removed', input.name, null, writing);
        return null;
      }),
    ),
  };
}

async function isKept(writing: Connection, name: string): Promise<boolean> {
  const found = await writing.rows(fixed('SELECT 1 FROM saved_views WHERE name = $name', { name }));
  return found.length > 0;
}

const saveView = (writing: Connection, view: Omit<ViewToSave, 'replace'>): Promise<void> =>
  writing.run(
    fixed(
      `INSERT INTO saved_views (name, filters, columns, sort, sort_column, histogram_column)
       VALUES ($name, $filters, $columns, $order, $sort, $by)`,
      { ...view, filters: JSON.stringify(view.filters), columns: JSON.stringify(view.columns) },
    ),
  );

const removeView = (writing: Connection, name: string): Promise<void> =>
  writing.run(fixed('DELETE FROM saved_views WHERE name = $name', { name }));

interface Kept {
  name: string;
  filters: string;
  columns: string;
  order: SavedView['order'];
  sort: string | null;
  by: string | null;
}

/** By name. Filters that another version kept and this one does not know are given as they are, to be told. */
async function savedViews(desk: Connection): Promise<SavedView[]> {
  const rows = await desk.rows<Kept>(
    `SELECT name, filters, columns, sort AS "order", sort_column AS sort, histogram_column AS by
     FROM saved_views ORDER BY name`,
  );
  return rows.map((row) => {
    const all = JSON.parse(row.filters) as unknown[];
    return {
      ...row,
      filters: all.flatMap((one) => Filter.safeParse(one).data ?? []),
      columns: JSON.parse(row.columns) as string[],
      unread: all.filter((one) => !Filter.safeParse(one).success),
    };
  });
}
