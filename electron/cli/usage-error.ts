/** The call was not understood; the message says how. */
export class UsageError extends Error {}
