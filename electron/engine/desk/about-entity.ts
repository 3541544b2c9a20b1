import type { AboutEntity } from '../../../shared/about-entity.ts';
import { ENTITY_COLUMNS, entityFilter, sharingFilter } from '../../../shared/entities.ts';
import type { Filter } from '../../../shared/filter.ts';
import type { Entity } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { isOneOf } from '../db/entities.ts';
import { sql, type Statement } from '../db/sql.ts';
import { facet } from './facet.ts';
import { where } from './filters.ts';

/** A condition of a list of findings or verdicts. */
export interface Chosen {
  entities?: readonly Entity[];
  ids?: readonly string[];
}

/** Which findings have to do with an entity; all where none is asked for. */
export const findingsAbout = (desk: Connection, about: AboutEntity | undefined): Promise<Chosen> =>
  chosen(desk, about, citingFindings);

export const verdictsAbout = (desk: Connection, about: AboutEntity | undefined): Promise<Chosen> =>
  chosen(desk, about, citingVerdicts);

type Citing = (desk: Connection, entity: Entity, own: readonly Entity[]) => Promise<string[]>;

async function chosen(desk: Connection, about: AboutEntity | undefined, citing: Citing): Promise<Chosen> {
  if (!about) return {};
  const { entity, how } = about;
  if (how === 'names') return { entities: await namesOf(desk, entity) };
  const own = await entitiesOf(desk, entity);
  return how === 'all' ? { entities: own } : { ids: await citing(desk, entity, own) };
}

/** The most keys and sessions of a person that are asked for. */
const OWN = 2000;

/** What findings and verdicts about an entity are about: of a person, all its names, and the keys and sessions on its records. */
export async function entitiesOf(desk: Connection, entity: Entity): Promise<Entity[]> {
  const found = await namesOf(desk, entity);
  if (entity.kind !== 'person') return found;
  for (const kind of ['access_key', 'session'] as const) {
    const [column] = ENTITY_COLUMNS[kind];
    const filters: Filter[] = [entityFilter(entity), { column, op: 'exists' }];
    const { values } = await facet(desk, { filters, column, limit: OWN });
    for (const { value } of values) found.push({ kind, value: String(value) });
  }
  return found;
}

async function namesOf(desk: Connection, entity: Entity): Promise<Entity[]> {
  if (entity.kind !== 'person') return [entity];
  const names = await desk.rows<Entity>(
    sql`SELECT DISTINCT CASE n.column_name WHEN 'user_name' THEN 'user' ELSE 'principal' END AS kind, n.name AS value
        FROM person_names n JOIN people p ON p.person_id = n.person_id
        WHERE p.person = ${entity.value} AND n.column_name IN ('user_name', 'principal_arn') ORDER BY kind, value`,
  );
  return [entity, ...names];
}

/** Findings that are about none of `own` and cite a record that shares the entity's name. */
export const citingFindings: Citing = (desk, entity, own) =>
  sharing(
    desk,
    entity,
    sql`SELECT finding_id AS id, evidence_id, record FROM finding_events WHERE finding_id NOT IN (
          SELECT finding_id FROM findings WHERE ${isOneOf(own, sql`entity_kind`, sql`entity_value`)})`,
  );

export const citingVerdicts: Citing = (desk, entity, own) =>
  sharing(
    desk,
    entity,
    sql`SELECT verdict_id AS id, evidence_id, record FROM verdict_events WHERE verdict_id NOT IN (
          SELECT verdict_id FROM verdicts WHERE ${isOneOf(own, sql`subject_kind`, sql`subject`)})`,
  );

async function sharing(desk: Connection, entity: Entity, citations: Statement): Promise<string[]> {
  const held = where([sharingFilter(entity)]);
  const rows = await desk.rows<{ id: string }>(
    sql`SELECT DISTINCT c.id FROM (${citations}) c
        JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record WHERE ${held} ORDER BY c.id`,
  );
  return rows.map(({ id }) => id);
}
