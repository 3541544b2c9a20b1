import { ReasonDialog } from '../parts/ReasonDialog.tsx';
import { text } from '../text.ts';
import { useDecide, type Decision } from './queries.ts';

/** Asks for the reason of a decision about who is who, and keeps it. */
export function DecisionDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const decide = useDecide();
  const words = decision.kind === 'split' ? text.person.splitting : text.person.joining;
  return (
    <ReasonDialog
      title={words.title}
      label={text.person.reason}
      help={text.person.reasonHelp}
      action={words.action}
      busy={decide.isPending}
      onGive={(reason) => decide.mutate({ decision, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{words.text(decision.name)}</p>
    </ReasonDialog>
  );
}
