import { normaliseEmail } from './email.ts';
import { texts } from './plain.ts';
import mail from './mimecast.sql?raw';

interface Names {
  /** In the logs of the first API, as lines or as JSON; the first that has a value counts. */
  first: readonly string[];
  /** In those of the second API, and of the API of URL Protect. */
  second: readonly string[];
}

/** What `mimecast.sql` reads, and how Mimecast's logs name it. */
const FIELDS: Record<string, Names> = {
  kind: { first: [], second: ['type', 'eventType'] },
  logged: { first: ['datetime'], second: ['timestamp', 'date', 'datetime'] },
  code: { first: ['aCode'], second: ['aggregateId'] },
  id: { first: [], second: ['processingId'] },
  act: { first: ['Act', 'Action', 'action'], second: ['action'] },
  taken: { first: [], second: ['actions'] },
  direction: { first: ['Dir', 'Route', 'route'], second: ['direction', 'route'] },
  header: { first: ['headerFrom'], second: ['senderHeader', 'fromUserEmailAddress'] },
  envelope: { first: ['Sender', 'sender'], second: ['senderEnvelope', 'sender'] },
  recipient: {
    first: ['Rcpt', 'Recipient', 'recipient'],
    second: ['recipients', 'userEmailAddress', 'recipient'],
  },
  clicker: { first: [], second: ['userEmailAddress'] },
  subject: { first: ['Subject', 'subject'], second: ['subject'] },
  message_id: { first: ['MsgId', 'msgid'], second: ['messageId', 'msgid'] },
  ip: { first: ['SourceIP', 'sourceIp', 'IP'], second: ['senderIp', 'sourceIp', 'sendingIp'] },
  destination: { first: [], second: ['destinationIp'] },
  url: { first: ['URL', 'url'], second: ['url'] },
  category: { first: ['UrlCategory', 'urlCategory'], second: ['urlCategory', 'category'] },
  reason: { first: ['reason'], second: ['blockReason', 'reason'] },
  scan: { first: ['ScanResultInfo'], second: ['scanResults', 'scanResult'] },
  rejection_type: { first: ['RejType'], second: ['rejectionType'] },
  rejection_code: { first: ['RejCode'], second: ['rejectionCode'] },
  rejection: {
    first: ['RejInfo', 'Error', 'Err'],
    second: ['rejectionInfo', 'receiptErrors', 'deliveryErrors'],
  },
  hold: { first: ['Hld'], second: ['holdReason'] },
  delivered: { first: ['Delivered'], second: ['delivered'] },
  virus: { first: ['Virus'], second: ['virusFound'] },
  file_name: { first: ['fileName'], second: ['fileName'] },
  names: { first: ['AttNames'], second: ['attachments'] },
  md5: { first: ['md5'], second: ['md5'] },
  sha1: { first: ['sha1'], second: ['sha1'] },
  sha256: { first: ['sha256'], second: ['sha256'] },
  spam_score: { first: ['SpamScore'], second: ['spamScore'] },
  spam_info: { first: ['SpamInfo'], second: ['spamInfo'] },
  authentication: { first: ['SpamProcessingDetail'], second: ['spamProcessingDetail', 'authResults'] },
  definition: { first: ['Definition'], second: ['policyDefinition', 'ttpDefinition'] },
  hits: { first: ['Hits'], second: ['itemsDetected'] },
  malicious: { first: ['TaggedMalicious'], second: ['taggedMalicious'] },
  journal: { first: ['RcptActType'], second: [] },
  override: { first: [], second: ['userOverride'] },
  awareness: { first: [], second: ['userAwarenessAction'] },
  creation: { first: [], second: ['creationMethod'] },
  threat: { first: [], second: ['threatType'] },
  state: { first: [], second: ['threatState'] },
};

/** Names of a structure cannot differ by their case only: of such names the first is read. */
const distinct = (names: readonly string[]): string[] => [
  ...new Map(names.toReversed().map((name) => [name.toLowerCase(), name])).values(),
];
const namesOf = (api: keyof Names): string[] =>
  distinct(Object.values(FIELDS).flatMap((names) => names[api]));

/** The columns that a source reads of the JSON logs of one of the APIs. */
export const mimecastColumns = (api: keyof Names): Record<string, 'text'> => texts(namesOf(api));

const columnOf = (api: keyof Names, names: Names): string => {
  const known = names[api].filter((name) => namesOf(api).includes(name)).map((name) => `o."${name}"`);
  return firstOf(known);
};
const firstOf = (values: readonly string[]): string =>
  values.length === 0
    ? 'NULL::VARCHAR'
    : `coalesce(${values.map((value) => `nullif(${value}, '')`).join(', ')})`;

/** The value behind one of the names in a line, to the next name; a text may stand between backslashes. */
const inLine = ({ first }: Names): string =>
  firstOf(
    first.flatMap((name) =>
      name === 'Subject' || name === 'subject'
        ? [`regexp_extract(line, '\\|${name}=\\\\(.*?)\\\\(?:\\||$)', 1)`, valueOf(name)]
        : [valueOf(name)],
    ),
  );
const valueOf = (name: string): string =>
  `regexp_extract(rest, '(?:^|\\|)${name}=\\\\?(.*?)\\\\?(?:\\|[A-Za-z][A-Za-z0-9_-]*=|$)', 1)`;

const select = (value: (names: Names) => string): string =>
  Object.entries(FIELDS)
    .map(([field, names]) => `${value(names)} AS ${field}`)
    .join(', ');

/** Reads records of an API from `raw`. */
export const readMimecastJson = (api: keyof Names): string =>
  `SELECT evidence_id, record, ${select((names) => columnOf(api, names))} FROM raw`;

/** Reads the lines of `raw`. What somebody wrote as a subject must not pass for a field. */
export const readMimecastLines = `
SELECT evidence_id, record, ${select(inLine)}
FROM (
  SELECT *, regexp_replace(line, '\\|[Ss]ubject=\\\\.*?\\\\(\\||$)', '\\1') AS rest
  FROM (SELECT evidence_id, record, regexp_extract(o.line, '\\bdatetime=.*') AS line FROM raw WHERE o.line IS NOT NULL)
)`;

export const MIMECAST_DATASETS: readonly string[] = ['mimecast.siem_logs', 'mimecast.ttp_url_logs'];

/** The `normalise` of a source of Mimecast's logs; `read` selects the fields. */
export const normaliseMimecast = (read: string): string =>
  normaliseEmail(`WITH told AS (${read}) SELECT * FROM (${mail}) AS worded`);
