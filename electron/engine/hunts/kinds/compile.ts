import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { Rule } from '../../../../shared/rules.ts';
import { sql, type Statement } from '../../db/sql.ts';
import { aggregationParameters, aggregationSql } from './aggregation.ts';
import type { RulePieces } from './details.ts';
import { firstSeenParameters, firstSeenSql } from './first-seen.ts';
import { matchParameters, matchSql } from './match.ts';
import { outlierParameters, outlierSql } from './outlier.ts';
import { rareParameters, rareSql } from './rare.ts';
import { sequenceParameters, sequenceSql } from './sequence.ts';
import { travelParameters, travelSql } from './travel.ts';
import { sharedParameters, type Values } from './uses.ts';

/** The parameters of a rule with their defaults: its own, then those that every hunt has. */
export const parametersOf = (rule: Rule, entity: EntityKind): HuntParameter[] => [
  ...ownParameters(rule),
  ...sharedParameters(entity, rule),
];

function ownParameters(rule: Rule): HuntParameter[] {
  switch (rule.kind) {
    case 'match':
      return matchParameters(rule);
    case 'aggregation':
      return aggregationParameters(rule);
    case 'sequence':
      return sequenceParameters(rule);
    case 'first_seen':
      return firstSeenParameters(rule);
    case 'outlier':
      return outlierParameters(rule);
    case 'rare':
      return rareParameters(rule);
    case 'travel':
      return travelParameters(rule);
  }
}

/**
 * The rule with values for all of its parameters as a SELECT over `event_facts` and its dimension tables: `entity_value`,
 * `window_start`, `window_end`, `event_count`, `severity_step` (how far above or below the declared severity), `score_parts` (list
 * of {label, points}), `finding_values` (a struct), `cited` (list of {evidence_id, record}, in time order) and `all_hits` (how many
 * there are, of which the strongest are given). Throws on a column that is not in the schema.
 */
export function compileRule(rule: Rule, entity: EntityKind, values: Values): Statement {
  const { hits, told } = piecesOf(rule, entity, values);
  return sql`${hits},
${told}`;
}

/** Of the same rule, whether it has a hit at all: `SELECT … AS found`. Most of `compileRule` is what is told of hits. */
export const compileQuestion = (rule: Rule, entity: EntityKind, values: Values): Statement =>
  sql`${piecesOf(rule, entity, values).hits}
SELECT EXISTS (FROM hits) AS found`;

function piecesOf(rule: Rule, entity: EntityKind, values: Values): RulePieces {
  switch (rule.kind) {
    case 'match':
      return matchSql(rule, entity, values);
    case 'aggregation':
      return aggregationSql(rule, entity, values);
    case 'sequence':
      return sequenceSql(rule, entity, values);
    case 'first_seen':
      return firstSeenSql(rule, entity, values);
    case 'outlier':
      return outlierSql(rule, entity, values);
    case 'rare':
      return rareSql(rule, entity, values);
    case 'travel':
      return travelSql(rule, entity, values);
  }
}
