import mail from './email.sql?raw';

/**
 * The `normalise` of a source that reports on e-mails. `read` selects from `raw` the columns of `email.sql`'s `mail`: lists of
 * `urls` and `recipients` as they stand in the log, `files` as structs of `name`, `hash` and `md5`, the time as `logged`.
 */
export const normaliseEmail = (read: string): string => `SELECT * FROM (WITH mail AS (${read}) ${mail})`;
