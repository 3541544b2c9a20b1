import { ProgressBar } from '@blueprintjs/core';
import { shareDone } from '../evidence/JobPanel.tsx';
import { percent } from '../format/number.ts';
import { text } from '../text.ts';
import { isRunning, useJob } from './job.ts';
import { href } from './route.ts';

/** The running import, seen from every screen. */
export function JobIndicator() {
  const progress = useJob((job) => job.progress);
  if (!progress || !isRunning(progress)) return null;
  const share = shareDone(progress);
  return (
    <a className="job-indicator" href={href(['evidence'])} title={text.job.title}>
      <ProgressBar
        {...(share === undefined ? {} : { value: share })}
        intent="primary"
        stripes={progress.stage !== 'importing'}
        aria-label={text.job.label}
      />
      <span>
        {text.job.stage[progress.stage]}
        {progress.stage === 'importing' && share !== undefined ? ` ${percent(share)}` : ''}
      </span>
    </a>
  );
}
