import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The address that the loopback host prints when it can be asked; throws where it ends before. */
export async function addressOf(host: ChildProcess): Promise<string> {
  if (!host.stdout) throw new Error('the host has no output');
  for await (const line of createInterface({ input: host.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('the host ended before it printed its address');
}
