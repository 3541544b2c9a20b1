import { Button } from '@blueprintjs/core';
import { Comparison } from '@blueprintjs/icons';
import { text } from '../text.ts';
import { isSame, pickSession, usePicked, type PickedSession } from './picked.ts';

/** Picks a session; the second one that is picked is compared with the first. */
export function PickButton({ session }: { session: PickedSession }) {
  const first = usePicked((picked) => picked.first);
  return (
    <Button
      size="small"
      variant="minimal"
      icon={<Comparison size={14} />}
      text={first === null ? text.sessions.pick : text.sessions.pickSecond}
      aria-label={`${first === null ? text.sessions.pick : text.sessions.pickSecond} (${session.name})`}
      disabled={first !== null && isSame(first.ref, session.ref)}
      onClick={() => pickSession(session)}
    />
  );
}
