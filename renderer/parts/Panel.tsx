import type { ReactNode } from 'react';
import { useId } from 'react';

interface PanelProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  /** `table`: the content reaches the edges. */
  flush?: boolean;
  className?: string;
  testId?: string;
  children: ReactNode;
}

export function Panel({ title, hint, actions, flush = false, className = '', testId, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id} data-testid={testId}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {hint && (
          <span className="hint" title={typeof hint === 'string' ? hint : undefined}>
            {hint}
          </span>
        )}
        <span className="spring" />
        {actions}
      </div>
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  );
}

export function Figure({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div className="figure-box" title={title}>
      <div className="name">{name}</div>
      <div className="amount">{children}</div>
    </div>
  );
}

/** A share of 0 to 1 as a bar; the figure stands beside it as text. */
export function Bar({ share }: { share: number }) {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return (
    <span className="bar" aria-hidden="true">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none">
        <rect width={width} height="6" />
      </svg>
    </span>
  );
}

export function Tag({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className="tag" title={title}>
      {children}
    </span>
  );
}
