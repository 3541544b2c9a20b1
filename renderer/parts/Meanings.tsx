import { Tag } from './Panel.tsx';
import { text } from '../text.ts';
import { Term } from './Term.tsx';

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
        <h3>
          <Term name="hypothesis">{text.findings.hypotheses}</Term>
        </h3>
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
        <h3>
          <Term name="attack">{text.findings.attack}</Term>
        </h3>
        <div className="chips">
          {attack.map((id) => (
            <Tag key={id} {...titled(text.attack[id])}>
              {id}
            </Tag>
          ))}
        </div>
      </section>
    </>
  );
}

/** A technique that the catalogue does not know says only its id. */
const titled = (title: string | undefined) => (title === undefined ? {} : { title });
