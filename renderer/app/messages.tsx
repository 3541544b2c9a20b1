import { OverlayToaster, Position } from '@blueprintjs/core';
import { Tick, WarningSign } from '@blueprintjs/icons';
import { text } from '../text.ts';
import { copy } from './copy.ts';
import { isAbort, problemOf } from './problem.ts';

const toaster: { current: OverlayToaster | null } = { current: null };

/** The one place where passing messages appear; stands once in the shell. */
export function Messages() {
  return (
    <OverlayToaster
      position={Position.BOTTOM_RIGHT}
      maxToasts={4}
      ref={(instance) => {
        toaster.current = instance;
      }}
    />
  );
}

export function tell(message: string): void {
  toaster.current?.show({ message, icon: <Tick />, timeout: 4000 });
}

/** Says why nothing was done. */
export function warn(message: string): void {
  toaster.current?.show({ message, intent: 'warning', icon: <WarningSign />, timeout: 8000 });
}

/** Says what went wrong and what to do next; stays until it is closed. */
export function tellProblem(error: unknown): void {
  if (isAbort(error)) return;
  const problem = problemOf(error);
  toaster.current?.show({
    intent: 'danger',
    icon: <WarningSign />,
    timeout: 0,
    message: (
      <div>
        <strong>{problem.message}</strong>
        {problem.about !== null && (
          <div>
            {text.problem.about}: <span className="mono">{problem.about}</span>
          </div>
        )}
        <div>
          {problem.kept} {problem.next}
        </div>
      </div>
    ),
    action: { text: text.action.copyDetails, onClick: () => copy(problem.details) },
  });
}
