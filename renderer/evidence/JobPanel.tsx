import { Button, ProgressBar } from '@blueprintjs/core';
import { Cross, Stop, Tick, WarningSign } from '@blueprintjs/icons';
import type { JobProgress } from '../../shared/contract.ts';
import { useEngine } from '../app/engine-context.ts';
import { cancelJob, forgetJob, isRunning, useJob } from '../app/job.ts';
import { bytes, count, duration } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { CopyDetails } from '../parts/CopyDetails.tsx';
import { Figure } from '../parts/Panel.tsx';
import { text } from '../text.ts';

const STAGES = {
  analysis: ['looking', 'importing', 'enriching', 'networks', 'hunting', 'triage', 'incidents'],
  verification: ['verifying'],
} as const;

/** Stages whose length is known: they go through the files byte by byte. */
const READS: readonly JobProgress['stage'][] = ['importing', 'verifying'];

/** The running import, live, with its end and what to do then. */
export function JobPanel() {
  const { progress, cancelling } = useJob();
  if (!progress) return null;
  return (
    <section
      className="panel job-panel"
      aria-label={text.job.title}
      data-testid="import-progress"
      data-state={progress.state}
    >
      {isRunning(progress) ? (
        <Running progress={progress} cancelling={cancelling} />
      ) : (
        <Ended progress={progress} />
      )}
      <JobFigures progress={progress} />
    </section>
  );
}

/** 0 to 1, or `undefined` where the length is not known. */
export function shareDone(progress: JobProgress): number | undefined {
  if (progress.stage === 'looking') return undefined;
  if (!READS.includes(progress.stage)) return 1;
  return progress.bytes_total > 0 ? Math.min(1, progress.bytes_done / progress.bytes_total) : undefined;
}

function Running({ progress, cancelling }: { progress: JobProgress; cancelling: boolean }) {
  const engine = useEngine();
  const share = shareDone(progress);
  return (
    <>
      <div className="job-head">
        <ol className="stages">
          {STAGES[progress.purpose].map((stage) => (
            <li
              key={stage}
              className={stageClass(progress, stage)}
              aria-current={stage === progress.stage ? 'step' : undefined}
            >
              {text.job.stage[stage]}
            </li>
          ))}
        </ol>
        <span className="spring" />
        {cancelling ? (
          <span className="muted" role="status">
            {text.job.cancelling}
          </span>
        ) : (
          <Button
            size="small"
            icon={<Stop />}
            text={text.job.cancel}
            data-testid="import-cancel"
            onClick={() => void cancelJob(engine)}
          />
        )}
      </div>
      <ProgressBar
        {...(share === undefined ? {} : { value: share })}
        animate={!READS.includes(progress.stage)}
        stripes={share === undefined || !READS.includes(progress.stage)}
        intent="primary"
        aria-label={text.job.label}
      />
      <p className="job-current mono" title={progress.current ?? undefined}>
        {progress.current ? shorten(progress.current, 110) : (progress.message ?? '\u00a0')}
      </p>
    </>
  );
}

function stageClass({ purpose, stage: now }: JobProgress, stage: JobProgress['stage']): string {
  const stages: readonly JobProgress['stage'][] = STAGES[purpose];
  const at = stages.indexOf(stage);
  const here = now === 'finished' ? stages.length : stages.indexOf(now);
  return at < here ? 'past' : at === here ? 'now' : 'ahead';
}

function Ended({ progress }: { progress: JobProgress }) {
  const done = progress.state === 'done';
  const words =
    progress.purpose === 'verification'
      ? text.job.verifiedText[progress.state]
      : progress.state === 'cancelled'
        ? text.job.cancelledText
        : done
          ? text.job.doneText(progress.events, progress.files_done)
          : text.job.failedText;
  return (
    <div className="job-head" role="status">
      <span className={`badge ${done ? 'fine' : progress.state === 'cancelled' ? 'plain' : 'risk-3'}`}>
        {done ? <Tick size={14} /> : <WarningSign size={14} />}
        {text.job.state[progress.state]}
      </span>
      <span className="job-words">
        {progress.message && <strong>{progress.message}. </strong>}
        {words} {progress.state === 'failed' && progress.current && text.job.failedAt(progress.current)}
      </span>
      <span className="spring" />
      {progress.state === 'failed' && <CopyDetails details={JSON.stringify(progress, null, 2)} />}
      {done && progress.purpose === 'analysis' && (
        <a className="nowrap" href="#/overview">
          {text.evidence.toOverview} →
        </a>
      )}
      <Button
        size="small"
        variant="minimal"
        icon={<Cross />}
        aria-label={text.job.dismiss}
        onClick={forgetJob}
      />
    </div>
  );
}

function JobFigures({ progress }: { progress: JobProgress }) {
  const running = isRunning(progress) && READS.includes(progress.stage);
  return (
    <div className="figures">
      <Figure name={text.job.files}>
        {text.job.of(count(progress.files_done), count(progress.files_total))}
      </Figure>
      <Figure name={text.job.read}>
        {text.job.of(bytes(progress.bytes_done), bytes(progress.bytes_total))}
      </Figure>
      {progress.purpose === 'analysis' && (
        <>
          <Figure name={text.evidence.records}>{count(progress.records)}</Figure>
          <Figure name={text.evidence.events}>{count(progress.events)}</Figure>
          <Figure name={text.evidence.rejects}>{count(progress.rejects)}</Figure>
          <Figure name={text.evidence.skips}>{count(progress.skips)}</Figure>
        </>
      )}
      {running && (
        <Figure name={text.job.left}>
          {progress.seconds_left === null
            ? text.job.leftUnknown
            : text.job.leftText(duration(progress.seconds_left))}
        </Figure>
      )}
    </div>
  );
}
