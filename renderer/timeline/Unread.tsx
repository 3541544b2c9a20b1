import { Button } from '@blueprintjs/core';
import { WarningSign } from '@blueprintjs/icons';
import { shorten } from '../format/shorten.ts';
import { text } from '../text.ts';

const textOf = (filter: unknown): string => (typeof filter === 'string' ? filter : JSON.stringify(filter));

/** Filters that the address or a kept view holds and this version cannot read: what is shown is not narrowed by them. */
export function Unread({ filters, onLeave }: { filters: readonly unknown[]; onLeave: () => void }) {
  return (
    <div className="timeline-unread" role="alert" data-testid="unread-filters">
      <WarningSign size={14} />
      <span>{text.timeline.unread(filters.length)}</span>
      {filters.map(textOf).map((filter) => (
        <span key={filter} className="mono" title={filter}>
          {shorten(filter, 80)}
        </span>
      ))}
      <Button size="small" variant="minimal" text={text.timeline.unreadLeave} onClick={onLeave} />
    </div>
  );
}
