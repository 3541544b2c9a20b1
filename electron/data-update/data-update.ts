import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { GROUPS, sourcesFrom } from './sources.ts';
import { updateData } from './update.ts';

const HELP = `npm run data:update -- [--only ID,ID] [--to FOLDER] [--mirror URL] [--source NAME=URL]…

Fetches the public data on addresses into resources/data, for this machine or to carry to one without a network. It is the only
part that uses the network, and no part of the program. A file that cannot be had leaves the old one.

  --only ID,ID       of ${GROUPS.map(({ id }) => id).join(', ')}
  --to FOLDER        instead of resources/data
  --mirror URL       takes every file, by its name, from there (also INTERLOPER_DATA_MIRROR)
  --source NAME=URL  takes this file from there; may be repeated

Exit codes: 0 done; 1 some data could not be renewed; 2 not understood.
`;

process.exitCode = await main().catch((cause: unknown) => {
  console.error(`data:update: ${(cause as Error).message}`);
  return 2;
});

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      to: { type: 'string' },
      mirror: { type: 'string' },
      source: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const mirror = values.mirror ?? process.env['INTERLOPER_DATA_MIRROR'];
  const urls = new Map((values.source ?? []).map(pair));
  const outcomes = await updateData({
    folder: resolve(values.to ?? resolve(import.meta.dirname, '../../resources/data')),
    groups: sourcesFrom(chosen(values.only), { mirror: mirror || undefined, urls }),
    now: () => new Date(),
    tell: ({ group, state, message }) => console.log(`${state.padEnd(10)} ${group}: ${message}`),
  });
  return outcomes.some(({ state }) => state === 'failed') ? 1 : 0;
}

function chosen(only: string | undefined) {
  if (only === undefined) return GROUPS;
  const ids = only.split(',');
  for (const id of ids) if (!GROUPS.some((group) => group.id === id)) throw new Error(`no such data: ${id}`);
  return GROUPS.filter(({ id }) => ids.includes(id));
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`not NAME=URL: ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}
