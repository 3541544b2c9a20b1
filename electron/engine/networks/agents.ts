import type { AgentDataset } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { mappingSource } from '../mapping/mapping-source.ts';
import { savedMappings } from '../mapping/store.ts';
import { sources } from '../sources/index.ts';

/** The datasets that company agents write: those of the log sources, and those that the case's mappings make. One line each. */
export async function agentDatasets(connection: Connection): Promise<AgentDataset[]> {
  const mapped = (await savedMappings(connection)).map(mappingSource);
  const all = [...sources, ...mapped].flatMap((source) => source.agents ?? []);
  const taken = new Map<string, AgentDataset>();
  for (const one of all) if (!taken.has(one.dataset)) taken.set(one.dataset, one);
  return [...taken.values()];
}
