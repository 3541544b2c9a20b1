import type { ReactNode } from 'react';
import type { ValueSource } from '../../shared/contract.ts';
import { text } from '../text.ts';

/** A line of what is known; without a value, that it is not. */
export function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export const Unknown = () => <span className="badge bare open">{text.state.unknown}</span>;

/** Which file said a value, of which date; `full` with its hash. */
export function SaidBy({
  sources,
  values,
  full = false,
}: {
  sources: readonly ValueSource[];
  values: readonly string[];
  full?: boolean;
}) {
  const chosen = sources.filter(({ value }) => values.includes(value));
  const seen = chosen.filter((one, at) => chosen.findIndex((other) => same(one, other)) === at);
  if (seen.length === 0) return null;
  return (
    <ul className="said-by muted">
      {seen.map((source) => (
        <li key={`${source.title} ${source.version} ${source.date} ${source.name}`}>
          {sentence(source)}
          {full && source.sha256 !== null && <span className="mono hash"> SHA-256 {source.sha256}</span>}
        </li>
      ))}
    </ul>
  );
}

const same = (a: ValueSource, b: ValueSource): boolean =>
  a.title === b.title && a.date === b.date && a.name === b.name && a.sha256 === b.sha256;

const sentence = ({ title, date, name, origin }: ValueSource): string =>
  text.about.saidBy(title, date ?? text.about.undated, origin === 'built in' ? null : name);
