import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { lineOf, normaliseProxy } from '../shared/proxy.ts';
import requests from './normalise.sql?raw';

const NATIVE = /^(?:[^"]*squid[^"\s]*: )?\d{9,10}\.\d{3}\s+-?\d+\s+\S+\s+[A-Z_]+\/\d{3}\s+-?\d+\s+\S+\s+\S/;
const COMBINED =
  /^(?:[^"]*squid[^"\s]*: )?\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:[^\]]+\] ".*" \d{3} -?\d+ .*[A-Z_]{3,}:[A-Z_]{3,}/;

export const source: SourceDefinition = {
  id: 'squid',
  title: 'Squid access log',
  datasets: ['squid.log'],
  containers: [],
  shapes: [
    {
      id: 'native',
      title: 'Native access.log line, also behind a syslog header',
      recognise: (record) => NATIVE.test(lineOf(record) ?? ''),
      basis: 'real sample',
    },
    {
      id: 'combined',
      title: 'Line in the common or combined log format, with the status of Squid',
      recognise: (record) => COMBINED.test(lineOf(record) ?? ''),
      basis: 'documentation',
    },
  ],
  columns: { line: 'text' },
  normalise: normaliseProxy(requests),
};
