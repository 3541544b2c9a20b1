import { Filter } from '../../../shared/filter.ts';
import type { SavedView } from '../../../shared/case-settings.ts';
import type { Connection } from '../db/database.ts';
import { fixed } from '../db/sql.ts';
import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';

/** The contract's calls on looks at the timeline that the case keeps. */
export function viewCalls(os: Implementer['views'], engine: EngineState) {
  return {
    list: os.list.handler(() => savedViews(engine.desk)),
    save: os.save.handler(({ input }) =>
      engine.writing(async (writing, file) => {
        await removeView(writing, input.name);
        await saveView(writing, input);
        await file.audit('view.saved', input.name, JSON.stringify(input), writing);
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

const saveView = (writing: Connection, { name, filters, columns, order }: SavedView): Promise<void> =>
  writing.run(
    fixed('INSERT INTO saved_views VALUES ($name, $filters, $columns, $order)', {
      name,
      filters: JSON.stringify(filters),
      columns: JSON.stringify(columns),
      order,
    }),
  );

const removeView = (writing: Connection, name: string): Promise<void> =>
  writing.run(fixed('DELETE FROM saved_views WHERE name = $name', { name }));

/** By name. Filters that another version kept and this one does not know are left out. */
async function savedViews(desk: Connection): Promise<SavedView[]> {
  const rows = await desk.rows<{ name: string; filters: string; columns: string; sort: SavedView['order'] }>(
    'SELECT name, filters, columns, sort FROM saved_views ORDER BY name',
  );
  return rows.map(({ name, filters, columns, sort }) => ({
    name,
    filters: (JSON.parse(filters) as unknown[]).flatMap((one) => Filter.safeParse(one).data ?? []),
    columns: JSON.parse(columns) as string[],
    order: sort,
  }));
}
