import { Button } from '@blueprintjs/core';
import { Cross, ThList } from '@blueprintjs/icons';
import { useState } from 'react';
import type { Evidence } from '../../shared/model.ts';
import { isRunning, useJob } from '../app/job.ts';
import { href, timelineHref } from '../app/route.ts';
import { bytes, count } from '../format/number.ts';
import { MappingDialog } from '../mapping/MappingDialog.tsx';
import { isFilter } from '../parts/filters.ts';
import { Loaded } from '../parts/State.tsx';
import { SumMark, sumText } from '../parts/Sum.tsx';
import { Time, TimeRange } from '../parts/Time.tsx';
import { CopyDetails } from '../parts/CopyDetails.tsx';
import { text } from '../text.ts';
import { useCopies, useRejects } from './queries.ts';
import { RejectExport } from './RejectExport.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import { Term, type TermName } from '../parts/Term.tsx';

interface LedgerLineProps {
  line: Evidence;
  all: readonly Evidence[];
  onClose: () => void;
}

/** One line of the ledger in full, what to do about it, and its rejects. */
export function LedgerLine({ line, all, onClose }: LedgerLineProps) {
  return (
    <aside className="side-panel" aria-label={text.evidence.details}>
      <header>
        <h2>{line.name}</h2>
        <Button
          variant="minimal"
          size="small"
          icon={<Cross />}
          aria-label={text.action.close}
          onClick={onClose}
        />
      </header>
      <div className="side-body">
        <div className="row-gap">
          <StatusBadge status={line.status} />
          {line.status !== 'importing' && <SumMark counts={line} />}
        </div>
        {line.message && <p>{line.message}</p>}
        {FAULTY.has(line.status) && (
          <div>
            <CopyDetails details={JSON.stringify(line, null, 2)} />
          </div>
        )}
        {line.difference && (
          <p role="alert">
            <strong>{text.evidence.differs}</strong> {line.difference}
          </p>
        )}
        <div className="next-step">
          <h3>{text.evidence.whatNext}</h3>
          <p>
            {line.status === 'loaded' && line.rejects > 0
              ? text.evidence.nextRejects
              : text.statusNext[line.status]}
          </p>
          <UnlockForm line={line} all={all} />
          {isMappable(line) && <MapButton line={line} all={all} />}
          {line.events > 0 && (
            <a href={timelineHref([isFilter('evidence_id', line.evidence_id)])}>
              {text.evidence.showEvents} →
            </a>
          )}
        </div>
        <LineFacts line={line} />
        <RejectList line={line} />
        {line.skips > 0 && <CopyList line={line} />}
      </div>
    </aside>
  );
}

/** What a person may want to ask somebody about. */
const FAULTY: ReadonlySet<Evidence['status']> = new Set(['failed', 'unrecognised', 'locked']);

/** Nobody knows it, and it has columns. */
const isMappable = (line: Evidence): boolean => line.status === 'unrecognised' && line.shape !== null;

function MapButton({ line, all }: { line: Evidence; all: readonly Evidence[] }) {
  const [open, setOpen] = useState(false);
  const running = useJob((job) => isRunning(job.progress));
  const others = all.filter((one) => one !== line && isMappable(one)).map((one) => one.evidence_id);
  return (
    <>
      <Button
        size="small"
        intent="primary"
        icon={<ThList />}
        text={text.mapping.open}
        disabled={running}
        onClick={() => setOpen(true)}
      />
      {open && <MappingDialog line={line} others={others} onClose={() => setOpen(false)} />}
    </>
  );
}

function LineFacts({ line }: { line: Evidence }) {
  const facts: [string, React.ReactNode, TermName?][] = [
    [text.evidence.sum, sumText(line)],
    [text.evidence.place, <span className="mono">{line.path}</span>],
    [text.evidence.member, line.member, 'member'],
    [text.evidence.hash, line.sha256 && <span className="mono">{line.sha256}</span>, 'sha256'],
    [
      text.evidence.contentHash,
      line.content_sha256 !== line.sha256 && line.content_sha256 && (
        <span className="mono">{line.content_sha256}</span>
      ),
      'sha256',
    ],
    [text.evidence.size, line.bytes === null ? null : `${bytes(line.bytes)} (${count(line.bytes)} B)`],
    [text.evidence.modified, line.modified_at && <Time iso={line.modified_at} />],
    [text.evidence.compression, line.compression],
    [text.evidence.encoding, line.encoding, 'encoding'],
    [text.evidence.source, line.source],
    [text.evidence.shape, line.shape, 'shape'],
    [
      text.evidence.range,
      line.first_timestamp && <TimeRange from={line.first_timestamp} to={line.last_timestamp} />,
    ],
    [
      text.evidence.skipReasons,
      line.skips > 0 &&
        Object.entries(line.skip_reasons).map(([reason, n]) => (
          <div key={reason}>{`${reason}: ${count(n)}`}</div>
        )),
    ],
    [text.evidence.imported, line.imported_at && <Time iso={line.imported_at} />],
    [
      text.evidence.verification,
      line.verified_at && (
        <>
          {line.difference ?? text.evidence.asImported} · <Time iso={line.verified_at} />
        </>
      ),
    ],
    [text.evidence.version, line.tool_version && `${text.app.name} ${line.tool_version}`],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null && value !== false && value !== '')
        .map(([name, value, term]) => (
          <div className="fact" key={name}>
            <dt>{term ? <Term name={term}>{name}</Term> : name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Records that the vendor delivered again; nothing where there are none. */
function CopyList({ line }: { line: Evidence }) {
  const { data } = useCopies(line.evidence_id);
  if (!data || data.total === 0) return null;
  return (
    <section data-testid="copies" className="stack">
      <h3>
        {text.evidence.copiesTitle} ({count(data.total)})
      </h3>
      <p className="muted">{text.evidence.copiesHelp}</p>
      <ol className="rejects">
        {data.copies.map((copy) => (
          <li key={copy.record}>{text.evidence.copyOf(copy)}</li>
        ))}
        {data.copies.length < data.total && (
          <li className="muted">{text.findings.citedOf(data.copies.length, data.total)}</li>
        )}
      </ol>
    </section>
  );
}

function RejectList({ line }: { line: Evidence }) {
  const rejects = useRejects(line.evidence_id, line.rejects);
  return (
    <section data-testid="rejects" className="stack">
      <h3>
        {text.evidence.rejectsTitle} ({count(line.rejects)})
      </h3>
      {line.rejects === 0 ? (
        <p className="muted">{line.status === 'loaded' ? text.evidence.noRejects : text.state.absent}</p>
      ) : (
        <Loaded query={rejects}>
          {(data) => (
            <>
              <RejectExport evidenceId={line.evidence_id} name={line.name} />
              {data.repaired.map((file) => (
                <p key={file.evidence_id} className="repaired">
                  {text.evidence.repaired(file.rejects, line.rejects)}{' '}
                  <a href={href(['evidence'], { line: String(file.evidence_id) })}>{file.name}</a>
                </p>
              ))}
              <ol className="rejects">
                {data.rejects.map((reject, at) => (
                  <li key={at}>
                    <div>
                      <strong>{reject.reason}</strong>
                    </div>
                    <div className="muted">
                      {text.evidence.placeOf(reject.record, reject.line, reject.byte_offset)}
                      {reject.length === null ? '' : ` · ${bytes(reject.length)}`}
                    </div>
                    {reject.sha256 && (
                      <div className="muted mono reject-hash">
                        {text.evidence.hash} {reject.sha256}
                      </div>
                    )}
                    {reject.excerpt && <pre className="excerpt">{reject.excerpt}</pre>}
                  </li>
                ))}
                {data.rejects.length < data.total && (
                  <li className="muted">{text.findings.citedOf(data.rejects.length, data.total)}</li>
                )}
              </ol>
            </>
          )}
        </Loaded>
      )}
    </section>
  );
}
