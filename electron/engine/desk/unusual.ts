import type { Overview } from '../../../shared/contract.ts';
import {
  SEVERITIES,
  type Entity,
  type EntityKind,
  type Severity,
  type VerdictName,
} from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { weigh, type Weighed } from '../incidents/score.ts';

type Unusual = Overview['unusual'][number];

interface ItemRow {
  kind: 'finding' | 'verdict';
  definition: string;
  score: number;
  severity: Severity | null;
  verdict: VerdictName | null;
  entity_kind: EntityKind;
  entity_value: string;
}

/** Findings and verdicts of those who act: a person stands for all his names. */
const ITEMS = `
  WITH items AS (
    SELECT 'finding' AS kind, hunt AS definition, score, severity, NULL AS verdict, entity_kind, entity_value
    FROM findings WHERE finding_id NOT IN (SELECT finding_id FROM muted_findings)
    UNION ALL
    SELECT 'verdict', tree, coalesce(own_score, score), NULL, coalesce(own_verdict, verdict), subject_kind, subject FROM verdicts
  ),
  names AS (
    SELECT DISTINCT n.name, CASE n.column_name WHEN 'user_name' THEN 'user' ELSE 'principal' END AS kind, p.person
    FROM person_names n JOIN people p ON p.person_id = n.person_id
    WHERE n.column_name IN ('user_name', 'principal_arn')
  )
  SELECT i.kind, i.definition, i.score, i.severity, i.verdict,
    CASE WHEN n.person IS NULL THEN i.entity_kind ELSE 'person' END AS entity_kind, coalesce(n.person, i.entity_value) AS entity_value
  FROM items i LEFT JOIN names n ON n.kind = i.entity_kind AND n.name = i.entity_value
  WHERE i.entity_kind IN ('user', 'person', 'principal', 'access_key', 'session', 'device', 'host')
  ORDER BY i.score DESC, i.kind, i.definition, i.severity, i.verdict, entity_kind, entity_value`;

const MOST = 8;

/** Who stands out most: scored as an incident is, of all findings and verdicts about the same one. */
export async function unusual(desk: Connection): Promise<Pick<Overview, 'unusual' | 'unusual_total'>> {
  const items = new Map<string, { entity: Entity; rows: ItemRow[] }>();
  for (const row of await desk.rows<ItemRow>(ITEMS)) {
    const entity = { kind: row.entity_kind, value: row.entity_value };
    const key = JSON.stringify(entity);
    const known = items.get(key);
    if (known) known.rows.push(row);
    else items.set(key, { entity, rows: [row] });
  }
  const ranked = [...items.values()].map(({ entity, rows }) => rated(entity, rows)).sort(before);
  return { unusual: ranked.slice(0, MOST), unusual_total: ranked.length };
}

function rated(entity: Entity, rows: readonly ItemRow[]): Unusual {
  const { score } = weigh(rows.map((row): Weighed => ({ ...row, title: row.definition })));
  const findings = rows.filter(({ kind }) => kind === 'finding');
  const severities = findings.flatMap(({ severity }) => (severity === null ? [] : [severity]));
  return {
    entity,
    score,
    findings: findings.length,
    hunts: new Set(findings.map(({ definition }) => definition)).size,
    verdicts: rows.length - findings.length,
    severity: [...SEVERITIES].reverse().find((each) => severities.includes(each)) ?? null,
  };
}

const before = (a: Unusual, b: Unusual): number =>
  b.score - a.score ||
  b.findings - a.findings ||
  compare(a.entity.value, b.entity.value) ||
  compare(a.entity.kind, b.entity.kind);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
