import { Button, Callout } from '@blueprintjs/core';
import { Database, Shield } from '@blueprintjs/icons';
import { setQuery, useRoute } from '../app/route.ts';
import { useJob } from '../app/job.ts';
import { count } from '../format/number.ts';
import { Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { SumLine } from '../parts/Sum.tsx';
import { text } from '../text.ts';
import { ImportArea } from './ImportArea.tsx';
import { JobPanel } from './JobPanel.tsx';
import { Ledger } from './Ledger.tsx';
import { LedgerLine } from './LedgerLine.tsx';
import { useImport, useLedger, useUnfinished, useVerify } from './queries.ts';
import './evidence.css';

function VerifyButton() {
  const verify = useVerify();
  const running = useJob((job) => job.progress?.state === 'running');
  return (
    <Button
      size="small"
      variant="outlined"
      icon={<Shield />}
      text={text.evidence.verify}
      title={text.evidence.verifyHelp}
      disabled={running}
      onClick={() => verify.mutate()}
    />
  );
}

/** Offers to go on where an import was stopped or killed. */
function Unfinished() {
  const unfinished = useUnfinished();
  const start = useImport();
  const running = useJob((job) => job.progress?.state === 'running');
  const files = unfinished.data ?? [];
  if (files.length === 0 || running) return null;
  return (
    <Callout compact data-testid="unfinished">
      {text.evidence.unfinished(files.length)}{' '}
      <Button
        size="small"
        text={text.evidence.goOn}
        title={files.map((file) => file.name ?? file.path).join('\n')}
        loading={start.isPending}
        onClick={() => start.mutate(files)}
      />
    </Callout>
  );
}

export function EvidenceView() {
  const ledger = useLedger();
  const hasJob = useJob((job) => job.progress !== null);
  const route = useRoute();
  const wanted = Number(route.query['line'] ?? Number.NaN);
  const chosen = ledger.data?.evidence.find((line) => line.evidence_id === wanted) ?? null;
  return (
    <>
      <div className="page evidence">
        <div className="page-head">
          <h1>{text.evidence.title}</h1>
        </div>
        <ImportArea big={ledger.data?.evidence.length === 0 && !hasJob} />
        <JobPanel />
        <Unfinished />
        <Loaded query={ledger}>
          {({ evidence, totals }) =>
            evidence.length === 0 ? (
              !hasJob && (
                <Empty icon={<Database size={28} />} title={text.evidence.empty}>
                  <p>{text.evidence.emptyHelp}</p>
                </Empty>
              )
            ) : (
              <Panel
                title={text.evidence.ledger}
                hint={`${count(totals.files)} ${text.evidence.files.toLowerCase()}`}
                actions={
                  <>
                    <SumLine counts={totals} balanced={totals.balanced} />
                    <VerifyButton />
                  </>
                }
                flush
                className="ledger-panel"
              >
                <Ledger
                  evidence={evidence}
                  chosen={chosen?.evidence_id ?? null}
                  onChoose={(id) => setQuery({ line: String(id) }, chosen ? 'replace' : 'push')}
                />
              </Panel>
            )
          }
        </Loaded>
      </div>
      {chosen && (
        <LedgerLine
          key={chosen.evidence_id}
          line={chosen}
          all={ledger.data?.evidence ?? []}
          onClose={() => setQuery({ line: null })}
        />
      )}
    </>
  );
}
