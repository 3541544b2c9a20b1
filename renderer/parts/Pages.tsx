import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { text } from '../text.ts';

interface PagesProps {
  /** From 0. */
  page: number;
  /** Entries of a page. */
  size: number;
  total: number;
  onTurn: (page: number) => void;
  /** What stands between the two arrows. */
  children?: ReactNode;
}

/** To the page before and the one after; nothing where there is one only. */
export function Pages({ page, size, total, onTurn, children }: PagesProps) {
  if (total <= size) return null;
  return (
    <span className="row-gap">
      <Button
        size="small"
        text="←"
        aria-label={text.audit.before}
        disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      />
      {children}
      <Button
        size="small"
        text="→"
        aria-label={text.audit.after}
        disabled={(page + 1) * size >= total}
        onClick={() => onTurn(page + 1)}
      />
    </span>
  );
}
