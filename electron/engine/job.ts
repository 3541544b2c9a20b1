import type { JobProgress } from '../../shared/contract.ts';

/** The one long job of the engine: its progress for any number of watchers, and its orderly stop. */
export class Job {
  private progress: JobProgress;
  private readonly watchers = new Set<() => void>();
  private readonly began = performance.now();
  private stopper: (() => void) | null = null;
  private cancelled = false;
  readonly ended: Promise<void>;

  constructor(id: string, work: (job: Job) => Promise<void>) {
    this.progress = {
      job: id,
      state: 'running',
      purpose: 'analysis',
      stage: 'looking',
      files_total: 0,
      files_done: 0,
      bytes_total: 0,
      bytes_done: 0,
      records: 0,
      events: 0,
      rejects: 0,
      skips: 0,
      current: null,
      seconds_left: null,
      message: null,
    };
    this.ended = this.follow(work);
  }

  get current(): JobProgress {
    return this.progress;
  }

  get isCancelled(): boolean {
    return this.cancelled;
  }

  update(change: Partial<JobProgress>): void {
    this.progress = { ...this.progress, ...change };
    this.progress.seconds_left = this.secondsLeft();
    for (const wake of this.watchers) wake();
  }

  /** What to do when the job is asked to stop; called at once where it already was. */
  onStop(stopper: () => void): void {
    this.stopper = stopper;
    if (this.cancelled) stopper();
  }

  /** Asks the job to stop and returns when it has. */
  async cancel(): Promise<void> {
    this.cancelled = true;
    this.stopper?.();
    await this.ended;
  }

  /** Progress now and whenever it changes, at most ten times a second, to the job's end. */
  async *watch(): AsyncGenerator<JobProgress, void, void> {
    let seen: JobProgress | null = null;
    for (;;) {
      if (seen !== this.progress) {
        seen = this.progress;
        yield seen;
      }
      if (seen.state !== 'running') return;
      await this.change(() => seen !== this.progress);
      if (this.progress.state === 'running') await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async change(already: () => boolean): Promise<void> {
    if (already()) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.watchers.delete(wake);
        resolve();
      };
      this.watchers.add(wake);
    });
  }

  private async follow(work: (job: Job) => Promise<void>): Promise<void> {
    try {
      await work(this);
      this.update({ state: this.cancelled ? 'cancelled' : 'done', stage: 'finished', current: null });
    } catch (cause) {
      if (this.cancelled) this.update({ state: 'cancelled', stage: 'finished', current: null });
      else
        // With the file at hand, for whoever looks for the cause.
        this.update({ state: 'failed', stage: 'finished', message: (cause as Error).message });
    }
  }

  /** From the bytes read so far; nothing is said in the first two seconds. */
  private secondsLeft(): number | null {
    const { stage, bytes_done, bytes_total } = this.progress;
    const seconds = (performance.now() - this.began) / 1000;
    if (stage !== 'importing' || seconds < 2 || bytes_done <= 0) return null;
    return Math.round((Math.max(bytes_total - bytes_done, 0) * seconds) / bytes_done);
  }
}
