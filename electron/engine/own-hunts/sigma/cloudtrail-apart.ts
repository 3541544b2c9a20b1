import type { Condition } from '../../../../shared/rules.ts';
import { CONSOLE_FAILURE, OF_ROLE, UNNAMED_BY_ITSELF } from './cloud-fields.ts';
import { holds, oneByOne, type Apart, type Leaf } from './leaf.ts';

/** What CloudTrail says in several fields, of which our columns hold what they come to. */
export const CLOUDTRAIL_APART: Readonly<Record<string, (leaf: Leaf) => Apart | null>> = {
  event_outcome: (leaf) => {
    if (!('is' in leaf) || (leaf.is !== 'success' && leaf.is !== 'failure')) return null;
    return {
      condition: leaf.is === 'success' ? SUCCESS : { not: SUCCESS },
      without:
        'success in aws/cloudtrail: of sign-in events only the result of ConsoleLogin is looked at, not that of CheckMfa, SwitchRole, ExitRole, RenewRole, GetSigninToken and of IAM Identity Center',
    };
  },
  user_name: (leaf) => {
    if (('exists' in leaf && !leaf.exists) || ('is' in leaf && [leaf.is].flat().includes(null))) return null;
    return {
      condition: {
        any: [
          ...oneByOne(leaf).map((one): Condition => ({ all: [UNNAMED_BY_ITSELF, one] })),
          ...oneByOne(leaf).map((one): Condition => ({ all: [OF_ROLE, one] })),
          ...(holds(leaf, 'root') ? [ROOT] : []),
        ],
      },
      without:
        'the name in aws/cloudtrail: sessions of federated users (GetFederationToken) are not looked at',
    };
  },
};

const ROOT: Condition = { column: 'user_type', is: ['Root'] };
const SUCCESS: Condition = {
  all: [
    { column: 'error_code', exists: false },
    { column: 'error_message', exists: false },
    { not: CONSOLE_FAILURE },
  ],
};
