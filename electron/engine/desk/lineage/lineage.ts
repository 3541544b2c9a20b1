import {
  LINEAGE_LIMITS as MOST,
  type KeyOrigin,
  type Issuance,
  type Lineage,
  type LineageKey,
} from '../../../../shared/lineage.ts';
import { entityFilter } from '../../../../shared/entities.ts';
import type { Entity } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { fixed, sql, type Statement } from '../../db/sql.ts';
import { where } from '../filters.ts';
import beginningsSql from './beginnings.sql?raw';
import issuancesSql from './issuances.sql?raw';
import usesSql from './uses.sql?raw';

/** The keys of an entity with the keys that led to them and those that were issued with them. */
export async function lineage(desk: Connection, entity: Entity): Promise<Lineage> {
  const focus = await keysOf(desk, entity);
  const chosen = focus.slice(0, MOST.focus);
  const { keys, notes } = await lineageOfKeys(desk, chosen);
  if (focus.length > chosen.length)
    notes.unshift(`begins from the ${chosen.length} most used of ${focus.length} keys`);
  return { entity: { kind: entity.kind, value: entity.value }, keys, focus_total: focus.length, notes };
}

/** The same for given keys. Keys that no record names are left out. */
export async function lineageOfKeys(
  desk: Connection,
  focus: readonly string[],
): Promise<{ keys: LineageKey[]; notes: string[] }> {
  const chain = new Chain(focus);
  await chain.climb(desk);
  await chain.descend(desk);
  const keys = await described(desk, chain);
  return { keys: inOrder(keys), notes: [...chain.notes] };
}

/** The keys of an entity, the most used first: those on its records, and those that it was given by signing in. */
async function keysOf(desk: Connection, entity: Entity): Promise<string[]> {
  if (entity.kind === 'access_key') return [entity.value];
  const held = where([entityFilter(entity)]);
  const rows = await desk.rows<{ access_key_id: string }>(
    sql`SELECT access_key_id FROM (
          SELECT k.access_key_id, c.events FROM (${counted(held)}) c JOIN credentials k ON k.credential_key = c.credential_key
          UNION ALL
          SELECT issued_access_key_id, 0 FROM event_facts f
          WHERE ${held} AND credential_key IS NULL AND issued_access_key_id IS NOT NULL AND event_outcome IS DISTINCT FROM 'failure'
            AND issued_access_key_id NOT IN (
              SELECT issued_access_key_id FROM event_facts WHERE issued_access_key_id IS NOT NULL AND credential_key IS NOT NULL)
        ) WHERE access_key_id IS NOT NULL GROUP BY access_key_id ORDER BY sum(events) DESC, access_key_id`,
  );
  return rows.map((row) => row.access_key_id);
}

const counted = (held: Statement): Statement =>
  sql`SELECT credential_key, count(*) AS events FROM event_facts f WHERE ${held} GROUP BY credential_key`;

interface IssuanceRow extends Omit<Issuance, 'records'> {
  access_key_id: string;
  evidence_id: number;
  record: number;
}

/** Keys found so far with their steps from the asked ones, and how each was issued. A key that is met again goes no further. */
class Chain {
  readonly steps = new Map<string, number>();
  readonly issuances = new Map<string, Issuance>();
  readonly notes = new Set<string>();

  constructor(readonly focus: readonly string[]) {
    for (const key of focus) this.steps.set(key, 0);
  }

  /** To the keys by which the known ones were issued, and so on. */
  async climb(desk: Connection): Promise<void> {
    let frontier = [...this.focus];
    for (let step = -1; frontier.length > 0; step--) {
      const rows = await issuances(desk, frontier, []);
      this.note(rows);
      const parents = frontier.map((key) => this.issuances.get(key)?.by_access_key_id ?? null);
      const fresh = this.fresh(parents);
      if (fresh.length > 0 && -step > MOST.up) this.notes.add(`stops ${MOST.up} steps before the asked keys`);
      frontier = -step > MOST.up ? [] : this.take(fresh, step);
    }
  }

  /** To the keys that were issued by calls with the known ones, and so on. */
  async descend(desk: Connection): Promise<void> {
    let frontier = [...this.steps.keys()].filter((key) => this.steps.get(key) === 0);
    for (let step = 1; frontier.length > 0; step++) {
      const rows = await issuances(desk, [], frontier);
      const fresh = this.fresh(rows.map((row) => row.access_key_id));
      if (fresh.length > 0 && step > MOST.down)
        this.notes.add(`stops ${MOST.down} steps after the asked keys`);
      frontier = step > MOST.down ? [] : this.take(fresh, step);
      this.note(await issuances(desk, frontier, []));
    }
  }

  private note(rows: readonly IssuanceRow[]): void {
    const byKey = new Map<string, IssuanceRow[]>();
    for (const row of rows) byKey.set(row.access_key_id, [...(byKey.get(row.access_key_id) ?? []), row]);
    for (const [key, own] of byKey) this.issuances.set(key, issuanceOf(key, own));
  }

  private fresh(keys: readonly (string | null)[]): string[] {
    return [...new Set(keys)].filter((key): key is string => key !== null && !this.steps.has(key));
  }

  private take(keys: readonly string[], step: number): string[] {
    const taken = keys.slice(0, Math.max(0, MOST.keys - this.steps.size));
    if (taken.length < keys.length) this.notes.add(`shows ${MOST.keys} keys; there are more`);
    for (const key of taken) this.steps.set(key, step);
    return taken;
  }
}

async function issuances(
  desk: Connection,
  given: readonly string[],
  by: readonly string[],
): Promise<IssuanceRow[]> {
  if (given.length + by.length === 0) return [];
  return desk.rows<IssuanceRow>(fixed(issuancesSql, { given, by }));
}

/** The records of one issuance as one: that which names the key it was made with says who; the others are copies for other accounts. */
function issuanceOf(key: string, rows: readonly IssuanceRow[]): Issuance {
  const named = rows.find((row) => row.by_access_key_id !== null && row.by_access_key_id !== key);
  const best: IssuanceRow | undefined = named ?? rows[0];
  if (!best) throw new Error(`no issuance of ${key}`);
  const { access_key_id: _key, evidence_id: _evidence, record: _record, ...issuance } = best;
  const by = best.by_access_key_id === key ? null : best.by_access_key_id;
  return {
    ...issuance,
    by_access_key_id: by,
    session_arn: best.session_arn ?? rows.find((row) => row.session_arn)?.session_arn ?? null,
    role_arn: best.role_arn ?? rows.find((row) => row.role_arn)?.role_arn ?? null,
    records: rows.slice(0, 5).map(({ evidence_id, record }) => ({ evidence_id, record })),
  };
}

type Uses = Pick<
  LineageKey,
  | 'access_key_id'
  | 'uses'
  | 'failures'
  | 'first_use'
  | 'last_use'
  | 'datasets'
  | 'principal_arns'
  | 'persons'
  | 'source_addresses'
  | 'addresses_total'
  | 'records'
  | 'attempts'
  | 'attempt_records'
> & { origins: string[] };

type Some<T> = { [K in keyof T]: T[K] | null };

async function described(desk: Connection, chain: Chain): Promise<LineageKey[]> {
  const asked = [...chain.steps.keys()].sort();
  if (asked.length === 0) return [];
  const rows = await desk.rows<Some<Uses>>(fixed(usesSql, { keys: asked }));
  const uses = new Map(rows.map((row) => [row.access_key_id, row]));
  const issued = await issuedTotals(desk, asked);
  const keys = asked
    .filter((key) => uses.has(key) || chain.issuances.has(key))
    .map((key) => lineageKey(key, chain, uses.get(key), issued.get(key) ?? 0));
  return withBeginnings(desk, keys);
}

function lineageKey(
  key: string,
  chain: Chain,
  row: Some<Uses> | undefined,
  issued_total: number,
): LineageKey {
  const issuance = chain.issuances.get(key) ?? null;
  return {
    access_key_id: key,
    step: chain.steps.get(key) ?? 0,
    origin: originOf(key, issuance, row),
    issuance,
    beginning: null,
    uses: row?.uses ?? 0,
    failures: row?.failures ?? 0,
    first_use: row?.first_use ?? null,
    last_use: row?.last_use ?? null,
    datasets: row?.datasets ?? [],
    principal_arns: row?.principal_arns ?? [],
    persons: row?.persons ?? [],
    source_addresses: row?.source_addresses ?? [],
    addresses_total: row?.addresses_total ?? 0,
    records: row?.records ?? [],
    issued_total,
    attempts: row?.attempts ?? 0,
    attempt_records: row?.attempt_records ?? [],
  };
}

function originOf(key: string, issuance: Issuance | null, row: Some<Uses> | undefined): KeyOrigin {
  if (issuance) return 'issued';
  const origins = row?.origins ?? [];
  const isInstance = (row?.principal_arns ?? []).some((arn) => /:assumed-role\/.+\/i-[0-9a-f]+$/.test(arn));
  if (isInstance || origins.some((origin) => origin.startsWith('ec2'))) return 'instance';
  if (origins.includes('lambda')) return 'lambda';
  if (origins.includes('console')) return 'console';
  return key.startsWith('AKIA') ? 'long-term' : 'not in evidence';
}

async function issuedTotals(desk: Connection, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await desk.rows<{ access_key_id: string; issued: number }>(
    sql`SELECT k.access_key_id, count(DISTINCT f.issued_access_key_id) AS issued
        FROM event_facts f JOIN credentials k ON k.credential_key = f.credential_key
        WHERE f.issued_access_key_id IS NOT NULL AND f.event_outcome IS DISTINCT FROM 'failure' AND list_contains(${keys}, k.access_key_id)
        GROUP BY k.access_key_id`,
  );
  return new Map(rows.map((row) => [row.access_key_id, row.issued]));
}

type BeginningRow = NonNullable<LineageKey['beginning']> & { access_key_id: string };

/** Only of session keys that no record issued and that need one. */
async function withBeginnings(desk: Connection, keys: readonly LineageKey[]): Promise<LineageKey[]> {
  const asked = keys
    .filter((key) => key.first_use !== null && ['console', 'not in evidence'].includes(key.origin))
    .map(({ access_key_id, first_use, principal_arns, persons }) => ({
      access_key_id,
      first_use,
      names: [...principal_arns, ...persons],
    }));
  if (asked.length === 0) return [...keys];
  const rows = await desk.rows<BeginningRow>(fixed(beginningsSql, { asked: JSON.stringify(asked) }));
  const found = new Map(rows.map(({ access_key_id, ...beginning }) => [access_key_id, beginning]));
  return keys.map((key) => ({ ...key, beginning: found.get(key.access_key_id) ?? null }));
}

/** Each key behind the one that issued it, else by time; a circle is cut at its earliest key. */
function inOrder(keys: readonly LineageKey[]): LineageKey[] {
  const known = new Map(keys.map((key) => [key.access_key_id, key]));
  const sorted = [...keys].sort((a, b) => (beginOf(a) < beginOf(b) ? -1 : 1));
  const children = new Map<string, LineageKey[]>();
  const roots: LineageKey[] = [];
  for (const key of sorted) {
    const parent = key.issuance?.by_access_key_id ?? '';
    if (known.has(parent)) children.set(parent, [...(children.get(parent) ?? []), key]);
    else roots.push(key);
  }
  const placed = new Set<LineageKey>();
  const place = (key: LineageKey): void => {
    if (placed.has(key)) return;
    placed.add(key);
    for (const child of children.get(key.access_key_id) ?? []) place(child);
  };
  for (const key of [...roots, ...sorted]) place(key);
  return [...placed];
}

const beginOf = (key: LineageKey): string =>
  `${key.issuance?.timestamp ?? key.first_use ?? ''} ${key.access_key_id}`;
