import type { NetworksDifference } from '../../shared/contract.ts';
import type { Finding } from '../../shared/model.ts';
import { entityHref } from '../app/route.ts';
import { FindingRow } from '../findings/FindingRow.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import '../findings/findings.css';
import '../hunts/hunts.css';

const words = text.networks;

/** What the last change did to hunts and trees. */
export function Difference({ difference }: { difference: NetworksDifference }) {
  const { appeared, gone, verdicts } = difference;
  return (
    <Panel title={words.difference} flush testId="networks-difference">
      <div role="status">
        <p className="networks-changed">{words.addressesChanged(difference.addresses)}</p>
        {difference.appeared_total + difference.gone_total + difference.verdicts_total === 0 && (
          <p className="networks-changed muted">{words.same}</p>
        )}
        <Findings title={`+ ${text.hunts.appeared(difference.appeared_total)}`} findings={appeared} />
        <Findings title={`− ${text.hunts.gone(difference.gone_total)}`} findings={gone} gone />
        {verdicts.length > 0 && (
          <section>
            <h3 className="changed-head">{words.verdictsChanged(difference.verdicts_total)}</h3>
            {verdicts.slice(0, 20).map((one) => (
              <p key={`${one.tree} ${one.subject.value}`} className="gone-finding">
                <a href={entityHref(one.subject)}>{one.subject.value}</a>: {side(one.before)} →{' '}
                {side(one.now)}
              </p>
            ))}
          </section>
        )}
      </div>
    </Panel>
  );
}

const side = (one: NetworksDifference['verdicts'][number]['now']): string =>
  one === null ? words.noVerdict : `${text.verdict[one.verdict]} (${one.score})`;

function Findings({ title, findings, gone = false }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <section>
      <h3 className="changed-head">{title}</h3>
      {findings.slice(0, 20).map((finding) =>
        gone ? (
          <p key={finding.finding_id} className="gone-finding">
            {finding.entity.value}: {finding.summary}
          </p>
        ) : (
          <FindingRow key={finding.finding_id} finding={finding} />
        ),
      )}
    </section>
  );
}

interface FindingsProps {
  title: string;
  findings: readonly Finding[];
  gone?: boolean;
}
