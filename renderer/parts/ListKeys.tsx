import type { KeyboardEvent, ReactNode } from 'react';

/** Arrow keys walk through the links of a list, Home and End go to its ends; Enter is the link's own. */
export function ListKeys({ label, children }: { label: string; children: ReactNode }) {
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a.list-row')];
    const at = links.findIndex((link) => link === document.activeElement);
    const target: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: links.length - 1,
    };
    const to = target[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, to))]?.focus();
  };
  return (
    <div className="list-body" role="group" aria-label={label} onKeyDown={pressed}>
      {children}
    </div>
  );
}
