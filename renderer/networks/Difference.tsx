import type { NetworksDifference } from '../../shared/contract.ts';
import type { Finding } from '../../shared/model.ts';
import { FindingRow } from '../findings/FindingRow.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { ChangeList } from '../verdicts/ChangeList.tsx';
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
            <h3 className="changed-head">{text.verdicts.changed(difference.verdicts_total)}</h3>
            <ChangeList changes={verdicts.slice(0, 20)} />
          </section>
        )}
      </div>
    </Panel>
  );
}

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
