/**
 * The formats that a ProxySG comes with, by their documented order of fields: its lines carry no directives where they go to a syslog
 * server. A format is told by the number of fields, and by the status and the action at their places.
 */
const bcreporter = (before: string, after: string): string[] =>
  [
    `date time time-taken c-ip cs-username cs-auth-group ${before} x-exception-id sc-filter-result cs-categories`,
    'cs(referer) sc-status s-action cs-method rs(content-type) cs-uri-scheme cs-host cs-uri-port cs-uri-path',
    `cs-uri-query cs-uri-extension cs(user-agent) s-ip sc-bytes cs-bytes x-virus-id ${after}`,
  ]
    .join(' ')
    .split(/\s+/)
    .filter((name) => name !== '');
const main = (hierarchy: string): string[] =>
  [
    'date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host cs-uri-port',
    `cs-uri-path cs-uri-query cs-username cs-auth-group ${hierarchy}s-supplier-name rs(content-type) cs(referer)`,
    'cs(user-agent) sc-filter-result cs-categories x-virus-id s-ip',
  ]
    .join(' ')
    .split(' ');

const APPLICATION = 'x-bluecoat-application-name x-bluecoat-application-operation';
const SUPPLIER = 's-supplier-name s-supplier-ip s-supplier-country s-supplier-failures';
const THREATS = 'cs-threat-source cs-threat-id rs-threat-source rs-threat-id';
const LATEST = `${THREATS} ${APPLICATION} x-bluecoat-application-groups cs-threat-risk
  x-bluecoat-access-security-policy-action x-bluecoat-access-security-policy-reason x-bluecoat-transaction-uuid
  x-icap-reqmod-header(x-icap-metadata) x-icap-respmod-header(x-icap-metadata)`;

const FORMATS: readonly string[][] = [
  main(''),
  main('s-hierarchy '),
  bcreporter('', ''),
  bcreporter('', APPLICATION),
  // As the connector of Log Analytics asks for it.
  bcreporter('', `${APPLICATION} cs-uri-port x-cs-client-ip-country cs-threat-risk`),
  bcreporter(SUPPLIER, `${APPLICATION} cs-threat-risk`),
  bcreporter(SUPPLIER, LATEST),
];

const DATED = /(?:^|\s)(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -?\d+ \S.*)$/;
const TOKEN = /"(?:[^"]|"")*"|\S+/g;
const placesOf = (fields: readonly string[]): [status: number, action: number] => [
  fields.indexOf('sc-status'),
  fields.indexOf('s-action'),
];

/** Whether a line without directives, perhaps behind a syslog header, is of one of the formats. */
export function isProxySgLine(line: string): boolean {
  const tokens = mendContentType(DATED.exec(line)?.[1] ?? '').match(TOKEN) ?? [];
  return FORMATS.some((fields) => {
    const [status, action] = placesOf(fields);
    return (
      fields.length === tokens.length &&
      /^(?:\d{1,3}|-)$/.test(tokens[status] as string) &&
      /^(?:[A-Z_]{3,}|-)$/.test(tokens[action] as string)
    );
  });
}

/** A syslog server may leave out the semicolon of a content type, which then looks like two values. */
const mendContentType = (line: string): string =>
  line.replace(/ ([a-z-]+\/[^\s"]+) ((?:%20)?(?:charset|boundary)=\S+) /, ' $1;$2 ');

/** The names of the fields of the format that the list `tokens` is of, as an expression; null where it is of none. */
export const namesOfFormat = `CASE ${FORMATS.map((fields) => {
  const [status, action] = placesOf(fields);
  const names = fields.map((name) => `'${name}'`).join(', ');
  return `WHEN len(tokens) = ${fields.length} AND regexp_full_match(tokens[${status + 1}], '\\d{1,3}|-')
    AND regexp_full_match(tokens[${action + 1}], '[A-Z_]{3,}|-') THEN [${names}]`;
}).join('\n')} END`;
