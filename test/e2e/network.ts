import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface NetworkUse {
  thread: number;
  what: string;
  host: string;
  local: boolean;
}

/** What `watch-network.mjs` wrote down. */
export function networkUses(log: string): NetworkUse[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as NetworkUse);
}

/**
 * The sockets that a process holds now and that could reach, or be reached from, another computer, as the kernel names them: also
 * those of native code, which no preload sees. Linux only; empty elsewhere.
 */
export function foreignSockets(pid: number): string[] {
  if (process.platform !== 'linux') return [];
  const own = socketsOf(pid);
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , , , , , , , inode]) => inode !== undefined && own.has(inode))
      .filter(([, local = '', remote = '']) => !isLocal(local) || !(isLocal(remote) || isNone(remote)))
      .map(([, local, remote]) => `${kind} ${local} → ${remote}`),
  );
}

function socketsOf(pid: number): Set<string> {
  const found = new Set<string>();
  for (const handle of readdirSync(`/proc/${pid}/fd`)) {
    const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${handle}`))?.[1];
    if (inode) found.add(inode);
  }
  return found;
}

/** A handle may be closed between listing and reading. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

// The kernel writes an address as 32-bit words in its own byte order: 127.0.0.1 is 0100007F.
const LOOPBACK = /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F):/;
const isLocal = (address: string): boolean => LOOPBACK.test(address);
const isNone = (address: string): boolean => /^0+:0+$/.test(address);
