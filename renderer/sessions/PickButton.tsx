import { Button } from '@blueprintjs/core';
import { Comparison } from '@blueprintjs/icons';
import { text } from '../text.ts';
import { isSame, pickSession, usePicked, type PickedSession } from './picked.ts';

/** Picks a session; the second one that is picked is compared with the first. */
export function PickButton({ session, small = false }: { session: PickedSession; small?: boolean }) {
  const first = usePicked((picked) => picked.first);
  const words = first === null ? text.sessions.pick : text.sessions.pickSecond;
  return (
    <Button
      size="small"
      variant="minimal"
      icon={<Comparison size={14} />}
      text={small ? undefined : words}
      title={small ? words : undefined}
      aria-label={`${words} (${session.name})`}
      disabled={first !== null && isSame(first.ref, session.ref)}
      onClick={() => pickSession(session)}
    />
  );
}
