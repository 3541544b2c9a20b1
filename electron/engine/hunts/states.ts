import type { HuntState } from '../../../shared/contract.ts';
import type { HuntDefinition } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { fixed } from '../db/sql.ts';
import { huntsOf } from '../own-hunts/registry.ts';
import { sharedParameters } from './kinds/uses.ts';
import { keptValues, parametersOf, type ParameterValues } from '../parameters.ts';

/** Every hunt with its parameters and how it last went. */
export async function listHunts(desk: Connection): Promise<HuntState[]> {
  const states: HuntState[] = [];
  for (const hunt of await huntsOf(desk)) states.push(await readState(desk, hunt));
  return states;
}

type Run = Pick<HuntState, 'state' | 'reason' | 'findings' | 'muted'>;
const NEVER: Run = { state: 'not run', reason: 'nothing has been analysed yet', findings: 0, muted: 0 };

export async function readState(desk: Connection, hunt: HuntDefinition): Promise<HuntState> {
  const [run] = await desk.rows<Run>(
    fixed(
      `SELECT state, reason, findings,
         (SELECT count(*) FROM findings WHERE hunt = $id AND finding_id IN (SELECT finding_id FROM muted_findings)) AS muted
       FROM hunt_runs WHERE hunt = $id`,
      { id: hunt.id },
    ),
  );
  return stateOf(hunt, run ?? NEVER, await keptValues(desk, hunt));
}

const stateOf = (hunt: HuntDefinition, run: Run, kept: ParameterValues): HuntState => ({
  id: hunt.id,
  title: hunt.title,
  question: hunt.question,
  hypotheses: [...hunt.hypotheses],
  attack: [...hunt.attack],
  severity: hunt.severity,
  entity: hunt.entity,
  kind: hunt.rule.kind,
  next_steps: hunt.next_steps,
  false_positives: hunt.false_positives,
  own: hunt.own,
  ...run,
  parameters: parametersOf(hunt, kept, sharedNames(hunt)),
});

const sharedNames = ({ entity, rule }: HuntDefinition): Set<string> =>
  new Set(sharedParameters(entity, rule).map(({ name }) => name));
