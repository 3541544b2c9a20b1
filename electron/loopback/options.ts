import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface LoopbackOptions {
  /** 0 lets the system choose. */
  port: number;
  /** The folder of cases; files streamed in lie below it. */
  cases: string;
  /** The folder of data files about addresses that answer before those that come with the program. */
  data: string;
  open: boolean;
}

export const HELP = `Serves Interloper to a browser on this computer, and to nobody else.

  --port N       listen on this port of 127.0.0.1 (default: any free one)
  --cases DIR    keep cases and copied evidence here (default: ~/Interloper)
  --data DIR     MMDB and CSV files about addresses here answer before the built-in ones (default: data below the cases)
  --no-open      do not open the browser`;

/** Options, `help`, or another text: what is wrong with them. */
export function readOptions(args: string[]): LoopbackOptions | string {
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    if (values.help) return 'help';
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) return `not a port: ${values.port}`;
    const cases = resolve(values.cases);
    const data = values.data === undefined ? join(cases, 'data') : resolve(values.data);
    return { port, cases, data, open: !values['no-open'] };
  } catch (cause) {
    return (cause as Error).message;
  }
}

const OPTIONS = {
  port: { type: 'string', default: '0' },
  cases: { type: 'string', default: join(homedir(), 'Interloper') },
  data: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;
