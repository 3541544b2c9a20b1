import type { Connection } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';
import { fixed, name, sql } from '../db/sql.ts';
import candidateUrls from './candidate-urls.sql?raw';
import { normalUrl, registrable } from './normal-url.ts';
import { indicatorsOf, objectOf, type MailRecord } from './read-alert.ts';
import readMails from './read-mails.sql?raw';

/** Rows that are in memory at once. */
const BATCH = 20_000;

interface Mail extends MailRecord {
  timestamp: string;
  event_kind: string | null;
  event_action: string | null;
  email_message_id: string | null;
  email_to_address: string | null;
}

/**
 * Fills `mail_alerts` and `indicators` from the alerts on e-mails, and `indicator_urls` from the addresses of the whole evidence that
 * belong to one of them. What was there before goes. The same evidence gives the same rows in the same order.
 */
export async function readIndicators(job: Connection): Promise<void> {
  await job.transaction(async () => {
    for (const table of ['mail_alerts', 'indicators', 'indicator_urls'])
      await job.run(sql`DELETE FROM ${name(table)}`);
    await readAlerts(job);
    await findUrls(job);
  });
}

async function readAlerts(job: Connection): Promise<void> {
  const messages = await messageNames(job);
  await inBatches<Mail>(job, readMails, async (mails) => {
    await insertRows(
      job,
      'mail_alerts',
      ALERT_COLUMNS,
      mails.flatMap((mail) => alertsOf(mail, messages)),
    );
    await insertRows(
      job,
      'indicators',
      INDICATOR_COLUMNS,
      mails.flatMap((mail) =>
        indicatorsOf(mail).map((one) => ({ ...placeOf(mail), message: messageOf(mail, messages), ...one })),
      ),
    );
  });
}

const ALERT_COLUMNS = {
  evidence_id: 'BIGINT',
  record: 'BIGINT',
  message: 'VARCHAR',
  recipient: 'VARCHAR',
  is_alert: 'BOOLEAN',
  is_click: 'BOOLEAN',
  received: 'TIMESTAMP',
} as const;
const INDICATOR_COLUMNS = {
  evidence_id: 'BIGINT',
  record: 'BIGINT',
  message: 'VARCHAR',
  kind: 'VARCHAR',
  role: 'VARCHAR',
  value: 'VARCHAR',
  normalised: 'VARCHAR',
  host: 'VARCHAR',
  registrable_domain: 'VARCHAR',
} as const;
const URL_COLUMNS = {
  url_key: 'INTEGER',
  normalised: 'VARCHAR',
  host: 'VARCHAR',
  registrable_domain: 'VARCHAR',
} as const;

const placeOf = ({ evidence_id, record }: Mail) => ({ evidence_id, record });

/** Defender numbers messages itself; one of its tables tells the number that the others call the message by. */
async function messageNames(job: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await job.rows<{ email_message_id: string; event_detail: string }>(`
    SELECT DISTINCT m.email_message_id, f.event_detail
    FROM event_facts f JOIN emails m ON m.email_key = f.email_key
    WHERE contains(f.event_detail, '"internet_message_id"') AND m.email_message_id IS NOT NULL
    ORDER BY ALL`);
  const pairs = rows.flatMap(({ email_message_id, event_detail }) => {
    const known = objectOf(event_detail).internet_message_id;
    return typeof known === 'string' && known !== '' ? [[email_message_id, known] as const] : [];
  });
  return new Map(pairs);
}

function messageOf(mail: Mail, messages: ReadonlyMap<string, string>): string {
  const { email_message_id: id } = mail;
  return id === null ? `record ${mail.record} of evidence ${mail.evidence_id}` : (messages.get(id) ?? id);
}

/** A row for each recipient: a message to several people is looked at for each of them. */
function alertsOf(mail: Mail, messages: ReadonlyMap<string, string>) {
  const recipients = (mail.email_to_address ?? '')
    .split(/[,;\s]+/)
    .map((one) => one.replaceAll(/^<|>$/g, ''))
    .filter((one) => one !== '');
  return [...new Set(recipients)].map((recipient) => ({
    ...placeOf(mail),
    message: messageOf(mail, messages),
    recipient,
    is_alert: mail.event_kind === 'alert',
    is_click: /^click/i.test(mail.event_action ?? ''),
    received: receivedAt(mail),
  }));
}

/** These name the time of the message or the delivery; an alert of another kind names its own, and perhaps the delivery beside it. */
const OF_THE_MESSAGE = /^(proofpoint_tap\.message|mimecast\.siem_logs|m365_defender\.)/;

function receivedAt(mail: Mail): string | null {
  const { received } = objectOf(mail.event_detail);
  const time = typeof received === 'string' ? Date.parse(zoned(received)) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  return OF_THE_MESSAGE.test(mail.event_dataset ?? '') && !/^click/i.test(mail.event_action ?? '')
    ? mail.timestamp
    : null;
}

/** A time without an offset is taken as UTC, as everywhere. */
const zoned = (time: string): string => (/[Zz]$|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`);

async function findUrls(job: Connection): Promise<void> {
  const wanted = await job.rows<{ registrable_domain: string }>(
    "SELECT DISTINCT registrable_domain FROM indicators WHERE kind IN ('url', 'domain')",
  );
  const rewritten = await job.rows<{ normalised: string }>(
    "SELECT DISTINCT normalised FROM indicators WHERE kind = 'rewritten url'",
  );
  const domains = new Set(wanted.map((one) => one.registrable_domain));
  const links = new Set(rewritten.map((one) => one.normalised));
  if (domains.size + links.size === 0) return;
  await inBatches<{ url_key: number; url_original: string | null; url_domain: string }>(
    job,
    candidateUrls,
    async (urls) => {
      const read = urls.map(({ url_key, url_original, url_domain }) => ({
        url_key,
        ...((url_original === null ? null : normalUrl(url_original)) ?? bareHost(url_domain)),
      }));
      const belonging = read.filter(
        (one) => domains.has(one.registrable_domain) || links.has(one.normalised),
      );
      await insertRows(job, 'indicator_urls', URL_COLUMNS, belonging);
    },
  );
}

const bareHost = (host: string) => ({ normalised: host, host, registrable_domain: registrable(host) });

/** Gives the statement's rows in their order, some at a time. */
async function inBatches<T extends object>(
  job: Connection,
  statement: string,
  take: (rows: T[]) => Promise<void>,
): Promise<void> {
  await job.run(
    sql`CREATE OR REPLACE TEMP TABLE batched AS SELECT row_number() OVER () AS place, * FROM (${fixed(statement)})`,
  );
  for (let from = 1; ; from += BATCH) {
    const rows = await job.rows<T & { place: number }>(
      fixed('SELECT * FROM batched WHERE place >= $from AND place < $from + $batch ORDER BY place', {
        from,
        batch: BATCH,
      }),
    );
    if (rows.length === 0) break;
    await take(rows);
  }
  await job.run('DROP TABLE batched');
}
