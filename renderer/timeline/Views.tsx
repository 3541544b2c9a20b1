import { Button, InputGroup } from '@blueprintjs/core';
import { Cross, EyeOpen } from '@blueprintjs/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import type { SavedView } from '../../shared/case-settings.ts';
import type { Filter } from '../../shared/contract.ts';
import { useEngine, type Engine } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { go, timelineHref } from '../app/route.ts';
import { useSettings } from '../app/settings.ts';
import { text } from '../text.ts';
import { columnNamed } from './columns.ts';
import type { Order } from './queries.ts';
import { Popover } from '../parts/Popover.tsx';

interface ViewsProps {
  filters: readonly Filter[];
  order: Order;
}

/** Looks at the timeline that the case keeps under names. */
export function Views(now: ViewsProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      isOpen={open}
      onInteraction={setOpen}
      placement="bottom-end"
      content={<Content {...now} onDone={() => setOpen(false)} />}
    >
      <Button size="small" variant="minimal" icon={<EyeOpen />} text={text.timeline.views} />
    </Popover>
  );
}

function Content({ filters, order, onDone }: ViewsProps & { onDone: () => void }) {
  const engine = useEngine();
  const views = useQuery({
    queryKey: ['views'],
    queryFn: ({ signal }) => engine.views.list({}, { signal }),
  });
  const change = useChange();
  return (
    <div className="filter-editor views" data-testid="views">
      {views.data?.length === 0 && <p className="muted">{text.timeline.viewsNone}</p>}
      <ul>
        {views.data?.map((view) => (
          <li key={view.name} className="row-line">
            <button
              type="button"
              className="link"
              onClick={() => {
                show(view);
                onDone();
              }}
            >
              {view.name}
            </button>
            <Button
              size="small"
              variant="minimal"
              icon={<Cross size={12} />}
              aria-label={`${text.action.remove}: ${view.name}`}
              onClick={() => change.mutate((calls) => calls.remove({ name: view.name }))}
            />
          </li>
        ))}
      </ul>
      <SaveForm filters={filters} order={order} onDone={onDone} />
    </div>
  );
}

function SaveForm({ filters, order, onDone }: ViewsProps & { onDone: () => void }) {
  const [name, setName] = useState('');
  const columns = useSettings((settings) => settings.columns);
  const change = useChange();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const view = { name: name.trim(), filters: [...filters], columns: [...columns], order };
    change.mutate((calls) => calls.save(view), {
      onSuccess: () => {
        tell(text.timeline.viewSaved(view.name));
        onDone();
      },
    });
  };
  return (
    <form className="row-gap" onSubmit={submit}>
      <InputGroup
        size="small"
        autoComplete="off"
        aria-label={text.timeline.viewName}
        placeholder={text.timeline.viewName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        size="small"
        type="submit"
        intent="primary"
        text={text.timeline.viewSave}
        disabled={name.trim() === ''}
        loading={change.isPending}
      />
    </form>
  );
}

function show({ filters, columns, order }: SavedView): void {
  const known = columns.filter((name) => columnNamed(name) !== undefined);
  if (known.length > 0) useSettings.getState().set({ columns: known });
  go(timelineHref(filters, { order: order === 'desc' ? 'desc' : null }));
}

function useChange() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: (calls: Engine['views']) => Promise<null>) => change(engine.views),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['views'] });
      void queries.invalidateQueries({ queryKey: ['audit'] });
    },
    onError: tellProblem,
  });
}
