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

interface Waiting {
  urgent: boolean;
  begin: () => Promise<unknown>;
}

interface Line {
  waiting: Waiting[];
  busy: boolean;
}

const lines = new WeakMap<LiveConnection, Line>();

/**
 * Runs whole calls on a connection that others use too, one after the other, so that the statements of one do not wait behind those of
 * all others. Of those that wait an urgent one goes first; one that is aborted before it begins never does. Nothing is interrupted.
 */
export function inLine<T>(
  connection: LiveConnection,
  { signal, urgent = false }: { signal?: AbortSignal | undefined; urgent?: boolean },
  work: (connection: LiveConnection) => Promise<T>,
): Promise<T> {
  const line = lines.get(connection) ?? { waiting: [], busy: false };
  lines.set(connection, line);
  return new Promise<T>((resolve, reject) => {
    const begin = async () => {
      signal?.throwIfAborted();
      return work(connection);
    };
    line.waiting.push({ urgent, begin: () => begin().then(resolve, reject) });
    void advance(line);
  });
}

async function advance(line: Line): Promise<void> {
  if (line.busy) return;
  line.busy = true;
  for (let next = taken(line); next; next = taken(line)) await next.begin();
  line.busy = false;
}

function taken({ waiting }: Line): Waiting | undefined {
  const urgent = waiting.findIndex((one) => one.urgent);
  return waiting.splice(Math.max(urgent, 0), 1)[0];
}
