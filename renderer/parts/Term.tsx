import type { ReactNode } from 'react';
import { text } from '../text.ts';

export type TermName = keyof typeof text.term;

/** A technical word, told on hover; the dots under it say so. */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  return (
    <span className="term" title={text.term[name]}>
      {children}
    </span>
  );
}
