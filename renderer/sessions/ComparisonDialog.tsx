import { isRunning, useJob } from '../app/job.ts';
import { go, href } from '../app/route.ts';
import { ReasonDialog } from '../parts/ReasonDialog.tsx';
import { text } from '../text.ts';
import { forgetPicked, type PickedSession } from './picked.ts';
import { useCompareSessions } from './queries.ts';

interface ComparisonDialogProps {
  first: PickedSession;
  second: PickedSession;
}

/** Asks why the two are compared, has it done, and opens the verdict. */
export function ComparisonDialog({ first, second }: ComparisonDialogProps) {
  const compare = useCompareSessions();
  const running = useJob((job) => isRunning(job.progress));
  const give = (reason: string) =>
    compare.mutate(
      { sessions: [first.ref, second.ref], reason },
      {
        onSuccess: (verdict) => go(href(['verdicts', verdict.verdict_id])),
        onSettled: forgetPicked,
      },
    );
  return (
    <ReasonDialog
      title={text.sessions.title}
      label={text.sessions.reason}
      help={text.sessions.reasonHelp}
      action={text.sessions.compare}
      busy={compare.isPending}
      disabled={running}
      testId="comparison-form"
      onGive={give}
      onClose={forgetPicked}
    >
      <p>{text.sessions.help}</p>
      <ol>
        <li>{first.name}</li>
        <li>{second.name}</li>
      </ol>
    </ReasonDialog>
  );
}
