/**
 * The columns of the logs that Umbrella exports, in their documented order. A later version of a log only adds columns at its end,
 * so an earlier one is a shorter row.
 */
const ORDERS: Record<string, readonly string[]> = {
  proxy: [
    ...[
      'time',
      'identity',
      'internal',
      'external',
      'destination',
      'content_type',
      'verdict',
      'url',
      'referrer',
    ],
    ...['agent', 'status', 'sent', 'received', 'body', 'sha256', 'categories', 'detections', 'unwanted'],
    ...['disposition', 'malware', 'score', 'identity_type', 'blocked_categories', 'identities'],
    ...['identity_types', 'method', 'dlp', 'certificate_errors', 'file_name', 'ruleset', 'rule'],
    ...['destination_lists', 'isolate_action', 'file_action', 'warn_status'],
  ],
  dns: [
    ...[
      'time',
      'identity',
      'identities',
      'internal',
      'external',
      'verdict',
      'query_type',
      'response',
      'domain',
    ],
    ...['categories', 'identity_type', 'identity_types', 'blocked_categories'],
  ],
  ip: ['time', 'identity', 'source', 'source_port', 'destination', 'destination_port', 'categories'],
  firewall: [
    ...['time', 'origin', 'identities', 'identity_types', 'direction', 'transport', 'sent', 'source'],
    ...['source_port', 'destination', 'destination_port', 'datacenter', 'rule', 'verdict', 'domain'],
    'destination_lists',
  ],
};

/** The names of the same columns in rows of Log Analytics; their tables put a suffix of the type to them. */
const NAMES: Record<string, readonly string[]> = {
  time: ['Timestamp'],
  identity: ['Policy Identity', 'Identity'],
  identities: ['Identities'],
  identity_type: ['Policy Identity Type'],
  identity_types: ['Identity Types', 'Identity Type'],
  internal: ['Internal IP', 'InternalIp'],
  external: ['External IP', 'ExternalIp'],
  source: ['Source IP', 'sourceIp'],
  source_port: ['Source Port', 'sourcePort'],
  destination: ['Destination IP', 'destinationIp'],
  destination_port: ['Destination Port', 'destinationPort'],
  verdict: ['Verdict', 'Action'],
  url: ['URL'],
  referrer: ['Referer'],
  agent: ['userAgent'],
  status: ['statusCode'],
  sent: ['requestSize', 'packetSize'],
  received: ['responseSize'],
  body: ['responseBodySize'],
  content_type: ['Content Type'],
  sha256: ['SHA-SHA256'],
  categories: ['Categories'],
  blocked_categories: ['Blocked Categories'],
  detections: ['AVDetections'],
  unwanted: ['PUAs'],
  disposition: ['AMP Disposition'],
  malware: ['AMP Malware Name'],
  score: ['AMP Score'],
  method: ['Request Method'],
  dlp: ['DLP Status'],
  certificate_errors: ['Certificate Errors'],
  file_name: ['File Name'],
  ruleset: ['Ruleset ID'],
  rule: ['Rule ID', 'ruleId'],
  destination_lists: ['Destination List IDs'],
  query_type: ['QueryType'],
  response: ['ResponseCode'],
  domain: ['Domain'],
  origin: ['originId'],
  direction: ['Direction'],
  transport: ['ipProtocol'],
  datacenter: ['dataCenter'],
  isolate_action: [],
  file_action: [],
  warn_status: [],
};

const inTable = (name: string): string[] => [
  name,
  ...suffixesOf(name).map((suffix) => name.replaceAll(/[ -]/g, '_') + suffix),
];
const suffixesOf = (name: string): string[] => {
  if (name === 'Timestamp') return ['_t', '_s'];
  return /Size$|Port$/i.test(name) ? ['_d', '_s'] : ['_s'];
};

/** Every name that a row of Log Analytics may have; those that differ by their case only are one to the database. */
export const tableNames: readonly string[] = [
  ...new Map(
    Object.values(NAMES)
      .flat()
      .flatMap(inTable)
      .map((name) => [name.toLowerCase(), name]),
  ).values(),
];

/** Columns that hold several values: with commas, or as a JSON list. */
const LISTS = new Set([
  ...['identities', 'identity_types', 'categories', 'blocked_categories', 'detections', 'unwanted'],
]);

/** Where a row keeps each column, as an expression: by its place in `fields` for the log `kind`, else by its name. */
export const columnsOfRow = `{${Object.entries(NAMES)
  .map(([column, names]) => `'${column}': ${valueOf(column, names)}`)
  .join(', ')}}`;

function valueOf(column: string, names: readonly string[]): string {
  const places = Object.entries(ORDERS)
    .map(([kind, order]) => [kind, order.indexOf(column) + 1] as const)
    .filter(([, place]) => place > 0)
    .map(([kind, place]) => `WHEN '${kind}' THEN fields[${place}]`);
  const placed = places.length > 0 ? `CASE kind ${places.join(' ')} END` : 'NULL';
  const named = names.flatMap(inTable).map((name) => `o."${name}"`);
  const text = `nullif(trim(coalesce(${[placed, ...named, 'NULL'].join(', ')})), '')`;
  if (!LISTS.has(column)) return text;
  const list = `TRY(from_json(CASE WHEN ${text} LIKE '["%' THEN ${text} END, '["VARCHAR"]'))`;
  return `nullif(coalesce(array_to_string(${list}, ','), ${text}), '')`;
}

/** How many of the fields of a proxy row have a place that is known. */
export const PROXY_COLUMNS = (ORDERS.proxy as readonly string[]).length;

const TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\dZ?$/;
const ADDRESS = /^(?:[\d.]{7,15}|[0-9a-fA-F:]*:[0-9a-fA-F:.]+)?$/;
const NUMBER = /^\d*$/;

/** How the fields of a row tell which log it is of; the same patterns are tried by the database. */
const SIGNS: Record<string, { least: number; fields: Record<number, RegExp> }> = {
  proxy: {
    least: 16,
    fields: {
      1: TIME,
      3: ADDRESS,
      4: ADDRESS,
      5: ADDRESS,
      7: /^[A-Z]{3,20}$/,
      11: NUMBER,
      12: NUMBER,
      13: NUMBER,
    },
  },
  dns: {
    least: 10,
    fields: {
      1: TIME,
      4: ADDRESS,
      5: ADDRESS,
      6: /^[A-Za-z]{3,20}$/,
      7: /^\d+ \([A-Za-z0-9-]+\)$/,
      8: /^[A-Z0-9]*$/,
    },
  },
  firewall: {
    least: 14,
    fields: {
      1: TIME,
      6: /^[A-Za-z0-9]*$/,
      8: ADDRESS,
      9: NUMBER,
      10: ADDRESS,
      11: NUMBER,
      14: /^[A-Z]{3,20}$/,
    },
  },
  ip: { least: 7, fields: { 1: TIME, 3: ADDRESS, 4: /^\d+$/, 5: ADDRESS, 6: /^\d+$/ } },
};

/** The log that a row without names is of. */
export function kindOfFields(fields: readonly unknown[]): string | null {
  const found = Object.entries(SIGNS).find(
    ([, { least, fields: signs }]) =>
      fields.length >= least &&
      Object.entries(signs).every(([place, sign]) => sign.test(clean(fields[Number(place) - 1]))),
  );
  return found?.[0] ?? null;
}

/** Some rows have a blank after a comma, before the quotes. */
const clean = (field: unknown): string =>
  typeof field === 'string' ? field.trim().replace(/^"(.*)"$/, '$1') : '';

/** The same, as an expression on the list `fields`. */
export const kindOfRow = `CASE ${Object.entries(SIGNS)
  .map(([kind, { least, fields }]) => {
    const signs = Object.entries(fields).map(
      ([place, sign]) => `regexp_full_match(fields[${place}], '${sign.source.slice(1, -1)}')`,
    );
    return `WHEN len(fields) >= ${least} AND ${signs.join(' AND ')} THEN '${kind}'`;
  })
  .join('\n')} END`;
