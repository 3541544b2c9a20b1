import { basename } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import type { JobProgress } from '../../shared/contract.ts';
import type { Terminal } from './terminal.ts';
import { counted, safe, thousands } from './text.ts';

export interface ProgressView {
  show(progress: JobProgress): void;
  end(): void;
}

const STAGES: Record<JobProgress['stage'], string> = {
  looking: 'looking for files',
  importing: 'importing',
  enriching: 'looking up addresses and clients',
  networks: 'learning known networks',
  hunting: 'hunting',
  triage: 'reaching verdicts',
  incidents: 'putting together what belongs together',
  verifying: 'hashing evidence again',
  finished: 'finished',
};

/** A bar on a terminal, else a line now and then; nothing when quiet. */
export function progressView(terminal: Terminal, quiet: boolean): ProgressView {
  if (quiet) return { show: () => undefined, end: () => undefined };
  return terminal.screen ? bar(terminal.screen) : lines(terminal);
}

function bar(stream: NodeJS.WriteStream): ProgressView {
  const view = new SingleBar(
    {
      stream,
      format: '{stage} {bar} {percentage}% {sums}{left}{current}',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    show(progress) {
      const payload = {
        stage: STAGES[progress.stage],
        sums: sums(progress),
        left: progress.seconds_left === null ? '' : `, ${thousands(progress.seconds_left)} s left`,
        current: progress.current === null ? '' : `, ${safe(basename(progress.current))}`,
      };
      if (!started) view.start(Math.max(progress.bytes_total, 1), 0, payload);
      started = true;
      view.setTotal(Math.max(progress.bytes_total, 1));
      view.update(Math.min(progress.bytes_done, Math.max(progress.bytes_total, 1)), payload);
    },
    end: () => view.stop(),
  };
}

/** One line a stage, and one for each tenth of the bytes. */
function lines(terminal: Terminal): ProgressView {
  let last = '';
  return {
    show(progress) {
      if (progress.stage === 'finished') return;
      const tenths =
        progress.bytes_total > 0 ? Math.floor((10 * progress.bytes_done) / progress.bytes_total) : 0;
      const step = progress.stage === 'importing' ? `importing ${tenths}` : progress.stage;
      if (step === last) return;
      last = step;
      const share = progress.stage === 'importing' ? ` ${10 * tenths}%, ${sums(progress)}` : '';
      terminal.err(`${STAGES[progress.stage]}${share}\n`);
    },
    end: () => undefined,
  };
}

const sums = (progress: JobProgress): string =>
  `${thousands(progress.files_done)}/${counted(progress.files_total, 'file')}, ${counted(progress.events, 'event')}`;
