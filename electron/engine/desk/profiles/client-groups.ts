import { PROFILES_RULE } from '../../../../shared/session-profiles.ts';
import type { Connection } from '../../db/database.ts';
import { sql } from '../../db/sql.ts';
import { userAgentSimilarity } from '../../enrich/client/similarity.ts';

/** A number for each client's key; clients of one number are one client. */
export interface ClientGroups {
  client_keys: number[];
  groups: number[];
}

interface ClientRow {
  client_key: number;
  user_agent_original: string;
  client_name: string | null;
  os_name: string | null;
}

interface Group {
  number: number;
  leader: string;
  texts: number;
}

/**
 * Groups the user agents of the case: the most used texts first, each joins the first group whose first text it is like
 * (`userAgentSimilarity`), else begins one. The same for the same events, whatever the keys.
 */
export async function alikeClients(connection: Connection): Promise<ClientGroups> {
  const rows = await connection.rows<ClientRow>(
    sql`SELECT c.client_key, c.user_agent_original, c.client_name, c.os_name
        FROM clients c JOIN (SELECT client_key, count(*) AS events FROM event_facts GROUP BY client_key) f ON f.client_key = c.client_key
        WHERE c.user_agent_original IS NOT NULL ORDER BY f.events DESC, c.user_agent_original`,
  );
  const groups = groupsOf(rows);
  return { client_keys: rows.map(({ client_key }) => client_key), groups };
}

/** The number of the group of each, in their order. Exported for its test. */
export function groupsOf(clients: readonly Omit<ClientRow, 'client_key'>[]): number[] {
  // Texts of different clients or systems are never as alike as the rule asks.
  const blocks = new Map<string, Group[]>();
  return clients.map(({ user_agent_original: text, client_name, os_name }, number) => {
    const block = JSON.stringify([client_name, os_name]);
    const groups = blocks.get(block) ?? [];
    blocks.set(block, groups);
    const compared = number < PROFILES_RULE.compared;
    const found = compared ? groups.find((group) => takes(group, text)) : undefined;
    const group = found ?? { number, leader: text, texts: 0 };
    group.texts += 1;
    if (!found && compared) groups.push(group);
    return group.number;
  });
}

const takes = ({ leader, texts }: Group, text: string): boolean =>
  texts < PROFILES_RULE.texts && userAgentSimilarity(leader, text) >= PROFILES_RULE.alike;
