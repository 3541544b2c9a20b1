/** Words that logs write where something was done, in small letters. */
export const SUCCESS_WORDS: readonly string[] = [
  ...['success', 'succeeded', 'successful', 'ok', 'pass', 'passed', 'accept', 'accepted', 'allow', 'allowed'],
  ...[
    'permit',
    'permitted',
    'granted',
    'grant',
    'true',
    'yes',
    'completed',
    'complete',
    'authenticated',
    '0',
  ],
];

/** Words that logs write where it was not. */
export const FAILURE_WORDS: readonly string[] = [
  ...[
    'failure',
    'failed',
    'fail',
    'error',
    'deny',
    'denied',
    'reject',
    'rejected',
    'block',
    'blocked',
    'drop',
  ],
  ...['dropped', 'refused', 'unauthorized', 'forbidden', 'invalid', 'false', 'no', 'timeout', 'aborted'],
];
