import type { HuntDefinition } from '../../shared/definitions.ts';
import type { RuleInput } from '../../shared/rules.ts';
import { huntFrom } from '../../electron/engine/hunts/index.ts';

/** A hunt for users of which only the rule matters. */
export const huntOf = (rule: RuleInput): HuntDefinition =>
  huntFrom({
    id: 'any',
    title: '',
    delivers: [],
    question: '',
    hypotheses: [],
    attack: [],
    severity: 'low',
    entity: 'user',
    needs: { columns: [], datasets: [], missing: '' },
    rule,
    summary: '',
    next_steps: '',
    false_positives: '',
  });
