/** What the loopback server answers its page in JSON. */

/** A file streamed in: where it lies now, the name it came with, and how many bytes arrived. */
export interface Upload {
  path: string;
  name: string;
  bytes: number;
}

/** A case in the server's folder of cases. `modified` is ISO 8601 in UTC. */
export interface CaseFile {
  path: string;
  name: string;
  modified: string;
}
