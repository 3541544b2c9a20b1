import { Tag } from './Panel.tsx';
import { text } from '../text.ts';

/** Hypotheses in words and ATT&CK techniques by their ids. */
export function Meanings({
  hypotheses,
  attack,
}: {
  hypotheses: readonly string[];
  attack: readonly string[];
}) {
  return (
    <>
      <section>
        <h3>{text.findings.hypotheses}</h3>
        {hypotheses.length === 0 && <p className="muted">{text.findings.noHypotheses}</p>}
        <ul className="stack-list">
          {hypotheses.map((id) => (
            <li key={id}>
              <Tag>{id}</Tag> {text.hypothesis[id] ?? ''}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{text.findings.attack}</h3>
        <div className="chips">
          {attack.map((id) => (
            <Tag key={id}>{id}</Tag>
          ))}
        </div>
      </section>
    </>
  );
}
