import request from './proxy.sql?raw';
import { isText } from './plain.ts';

/**
 * The `normalise` of a web proxy's log. `requests` selects from `raw (evidence_id, record, o)` one row per record with those columns of
 * the list in `proxy.sql` that the log has, as texts; what a proxy's log says of a request is then made of them in one way.
 */
export const normaliseProxy = (requests: string): string => `SELECT * FROM (
WITH requests AS (${requests})
${request})`;

/** The line of a record that was cut from a file of lines. */
export const lineOf = ({ line }: Record<string, unknown>): string | null => (isText(line) ? line : null);
