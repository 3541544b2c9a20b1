import type { Content } from 'pdfmake/interfaces.js';
import type { SessionProfile } from '../../../../shared/session-profiles.ts';
import type { ToldIncident } from './gather.ts';
import { SEVERITY_INK } from './page.ts';
import { bold, count, joined, note, say, span, table, words } from './words.ts';

const ADDRESSES = 4;

/** Which network, country, client and system the subject of the incident used together, in all of the evidence. */
export function profileTable({ incident, profiles: { profiles, total } }: ToldIncident): Content[] {
  if (profiles.length === 0) return [];
  return [
    table(profiles.map(row), {
      whole: true,
      title: say(`Session profiles of ${incident.entity.value}`, { most: 200 }),
      widths: [23, 7, 19, 10, 13, 20, 8],
      head: ['Network', 'Country', 'Client', 'System', 'Events', 'From, to', 'Users'],
    }),
    note(
      `Over the whole evidence, the most used first${total > profiles.length ? `; the first ${profiles.length} of ${total}` : ''}. Users: how many of the case have this profile.`,
    ),
  ];
}

const row = (one: SessionProfile) => [
  words(
    say(
      [one.as_number === null ? null : `AS${one.as_number}`, one.as_organization_name]
        .filter((part) => part !== null)
        .join(' ') || 'unknown',
    ),
    one.is_hosting ? bold(' hosting', { color: SEVERITY_INK.high }) : '',
    say(` ${joined(one.addresses, ADDRESSES)}`, { size: 6 }),
  ),
  say(one.country_iso_code ?? 'unknown'),
  say(one.client_name ?? one.user_agent_original ?? 'unknown', { most: 160 }),
  say(one.os_name ?? 'unknown'),
  say(`${count(one.events)} (${share(one.share)})`),
  say(span(one.first_timestamp, one.last_timestamp)),
  say(one.users),
];

const share = (part: number): string => (part < 0.001 ? 'under 0.1 %' : `${(part * 100).toFixed(1)} %`);
