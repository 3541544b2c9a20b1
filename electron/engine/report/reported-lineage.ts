import type { EventRef } from '../../../shared/model.ts';
import type { LineageKey } from '../../../shared/lineage.ts';
import type { Citation, ReportedKey } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { lineageOfKeys } from '../desk/lineage/lineage.ts';
import { citations } from './citations.ts';

/** Keys whose chains are followed together. */
const TOGETHER = 20;

/** The keys that findings and verdicts are about, by themselves or as those of a session, and the chains that these stand in. */
export async function* reportedLineage(desk: Connection): AsyncGenerator<ReportedKey> {
  const asked = await keysAbout(desk);
  const about = new Set(asked);
  const found = new Map<string, LineageKey>();
  for (let from = 0; from < asked.length; from += TOGETHER) {
    const { keys } = await lineageOfKeys(desk, asked.slice(from, from + TOGETHER));
    for (const key of keys) if (!found.has(key.access_key_id)) found.set(key.access_key_id, key);
  }
  const keys = [...found.values()].sort((a, b) => (a.access_key_id < b.access_key_id ? -1 : 1));
  for (const key of keys) {
    const cite = await citations(desk, refsOf(key));
    yield reported(key, about.has(key.access_key_id), cite);
  }
}

async function keysAbout(desk: Connection): Promise<string[]> {
  const rows = await desk.rows<{ access_key_id: string }>(
    sql`WITH about AS (
          SELECT entity_kind AS kind, entity_value AS value FROM findings
          UNION SELECT subject_kind, subject FROM verdicts
        )
        SELECT access_key_id FROM (
          SELECT value AS access_key_id FROM about WHERE kind = 'access_key'
          UNION
          SELECT k.access_key_id FROM credentials k WHERE k.credential_key IN (
            SELECT f.credential_key FROM event_facts f
            WHERE f.principal_key IN (SELECT principal_key FROM principals WHERE principal_arn IN (SELECT value FROM about WHERE kind = 'principal'))
              OR f.session_key IN (SELECT session_key FROM sessions WHERE session_id IN (SELECT value FROM about WHERE kind = 'session')))
        ) WHERE access_key_id IS NOT NULL ORDER BY access_key_id`,
  );
  return rows.map((row) => row.access_key_id);
}

const refsOf = (key: LineageKey): EventRef[] => [
  ...key.records,
  ...key.attempt_records,
  ...(key.issuance?.records ?? []),
  ...(key.beginning ? [key.beginning] : []),
];

function reported(
  key: LineageKey,
  about: boolean,
  cite: (refs: readonly EventRef[]) => Citation[],
): ReportedKey {
  const { issuance, beginning } = key;
  return {
    access_key_id: key.access_key_id,
    about,
    origin: key.origin,
    issuance: issuance && {
      event_action: issuance.event_action,
      timestamp: issuance.timestamp,
      by_access_key_id: issuance.by_access_key_id,
      by_principal_arn: issuance.by_principal_arn,
      by_user_name: issuance.by_user_name,
      by_person: issuance.by_person,
      source_address: issuance.source_address,
      role_arn: issuance.role_arn,
      session_arn: issuance.session_arn,
      events: cite(issuance.records),
    },
    likely_beginning: beginning && {
      event_action: beginning.event_action,
      timestamp: beginning.timestamp,
      switched_from: beginning.switched_from,
      events: cite([beginning]),
    },
    uses: key.uses,
    failures: key.failures,
    first_use: key.first_use,
    last_use: key.last_use,
    datasets: key.datasets,
    principal_arns: key.principal_arns,
    persons: key.persons,
    source_addresses: key.source_addresses,
    addresses_total: key.addresses_total,
    issued_total: key.issued_total,
    attempts: key.attempts,
    events: cite(key.records),
    attempt_events: cite(key.attempt_records),
  };
}
