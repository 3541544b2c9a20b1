import type { LiveConnection } from './database.ts';

const last = new WeakMap<LiveConnection, Promise<unknown>>();

/**
 * Runs `work` on the connection when those before it have ended, so that stopping it stops nothing else. An abort interrupts the
 * running statement and waits for its end; what has not begun does not begin.
 */
export async function inTurn<T>(
  connection: LiveConnection,
  signal: AbortSignal | undefined,
  work: (connection: LiveConnection) => Promise<T>,
): Promise<T> {
  const before = last.get(connection) ?? Promise.resolve();
  const turn = before.then(() => stoppable(connection, signal, work));
  last.set(
    connection,
    turn.catch(() => undefined),
  );
  return turn;
}

async function stoppable<T>(
  connection: LiveConnection,
  signal: AbortSignal | undefined,
  work: (connection: LiveConnection) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping = connection.interrupt();
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work(connection);
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause;
  } finally {
    signal?.removeEventListener('abort', stop);
    // Or it would go on with the statement of the next turn.
    await stopping;
  }
}
