import { existsSync, readFileSync } from 'node:fs';
import type { NetworksDifference, NetworksPage } from '../../shared/contract.ts';
import type { KnownNetwork, LearnedNetwork } from '../../shared/networks.ts';
import type { Command } from './arguments.ts';
import { toFile } from './export.ts';
import type { Session } from './session.ts';
import { line, SHOWN } from './summary.ts';
import { counted, list, shortTime } from './text.ts';

type Networks = Extract<Command, { command: 'networks' }>;

/** Lists the known networks of a case, or writes them to a file for the next one; gives the exit code. */
export async function showNetworks(session: Session, command: Networks): Promise<number> {
  const { client, terminal } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  session.check();
  if (command.export === null) {
    terminal.out(networksText(await client.networks.list({ limit: SHOWN }), terminal.columns));
    return 0;
  }
  const format = command.export.toLowerCase().endsWith('.json') ? 'json' : 'csv';
  const { text, networks } = await client.networks.export({ format });
  if (command.export === '-') terminal.out(text);
  else {
    await toFile(session, command.export, (write) => write(text));
  }
  session.note(line(`${counted(networks, 'network')} written to ${command.export}`));
  return 0;
}

/** Takes a file of networks into the case, before anything is analysed. */
export async function useNetworks({ client }: Session, path: string): Promise<NetworksDifference> {
  try {
    return await client.networks.import({ text: readFileSync(path, 'utf8') });
  } catch (cause) {
    throw new Error(`${path}: ${(cause as Error).message}`, { cause });
  }
}

/** The networks in words. */
export function networksText(page: NetworksPage, width: number | null): string {
  const { minimums, known, learned, learned_total, learned_counting, coverage } = page;
  const agents =
    coverage.length === 0
      ? 'No log in this case tells from which addresses agents talk: no address can be called unknown.\n'
      : '';
  const rule = `from ${counted(minimums.devices, 'device')} on ${counted(minimums.days, 'day')} on`;
  const head = `Learned networks: ${learned_counting} of ${learned_total} count, ${rule}\n`;
  const rest =
    learned_total > learned.length ? `  and ${counted(learned_total - learned.length, 'more')}\n` : '';
  return [
    `Known networks: ${known.length}\n${list(known.map(knownItem), width)}`,
    `${head}${list(learned.map(learnedItem), width)}${rest}${agents}`,
  ].join('\n');
}

const knownItem = (one: KnownNetwork) => ({
  cells: [one.prefix, one.status, one.kind, one.name],
  text: one.reason,
});

const learnedItem = (one: LearnedNetwork) => ({
  cells: [
    one.prefix,
    one.decision ?? (one.counts ? 'counts' : 'too few'),
    counted(one.devices, 'device'),
    counted(one.days, 'day'),
    `${shortTime(one.first_timestamp)} to ${shortTime(one.last_timestamp)} UTC`,
  ],
  text: one.cloud ?? one.hosting_reason ?? one.as_organization_name,
});
