import { Button, InputGroup } from '@blueprintjs/core';
import { Cross, EyeOpen, WarningSign } from '@blueprintjs/icons';
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
  /** Column that the rows are sorted by; `null` is the time. */
  sort: string | null;
  /** Column whose values the histogram tells apart; `null` is the usual one. */
  by: string | null;
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

function Content({ onDone, ...now }: ViewsProps & { onDone: () => void }) {
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
            {view.unread.length > 0 && (
              <span className="row-gap">
                <WarningSign size={12} />
                {text.timeline.viewUnread(view.unread.length)}
              </span>
            )}
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
      <SaveForm {...now} kept={views.data} onDone={onDone} />
    </div>
  );
}

interface SaveFormProps extends ViewsProps {
  /** Those whose names are used; the engine refuses such a name before they are read. */
  kept: readonly SavedView[] | undefined;
  onDone: () => void;
}

/** A name that is used is not taken before a person says so. */
function SaveForm({ filters, order, sort, by, kept, onDone }: SaveFormProps) {
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState(false);
  const name = typed.trim();
  const columns = useSettings((settings) => settings.columns);
  const change = useChange();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const replace = kept?.some((view) => view.name === name) === true;
    if (replace && !asking) return setAsking(true);
    const view = { name, filters: [...filters], columns: [...columns], order, sort, by, replace };
    change.mutate((calls) => calls.save(view), {
      onSuccess: () => {
        tell(text.timeline.viewSaved(name));
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
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAsking(false);
        }}
      />
      {asking && <span role="alert">{text.timeline.viewTaken}</span>}
      <Button
        size="small"
        type="submit"
        intent={asking ? 'warning' : 'primary'}
        text={asking ? text.timeline.viewReplace : text.timeline.viewSave}
        disabled={name === ''}
        loading={change.isPending}
      />
    </form>
  );
}

function show({ filters, columns, order, sort, by, unread }: SavedView): void {
  const known = columns.filter((name) => columnNamed(name) !== undefined);
  if (known.length > 0) useSettings.getState().set({ columns: known });
  go(timelineHref(filters, { order: order === 'desc' ? 'desc' : null, sort, by }, unread));
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
