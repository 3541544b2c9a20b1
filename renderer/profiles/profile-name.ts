import type { SessionProfile } from '../../shared/session-profiles.ts';
import { shorten } from '../format/shorten.ts';
import { text } from '../text.ts';

/** The same for the same profile: its filters name its records. */
export const profileKey = ({ filters }: Pick<SessionProfile, 'filters'>): string => JSON.stringify(filters);

/** `DE, Deutsche Telekom AG, Chrome on Windows` */
export function profileName(profile: SessionProfile): string {
  const { user_name, country_iso_code, as_organization_name, as_number, client_name, os_name } = profile;
  const network =
    as_organization_name ?? (as_number === null ? text.entity.unknownNetwork : `AS${as_number}`);
  const client = client_name ?? (profile.user_agent_original && shorten(profile.user_agent_original, 30));
  const system = os_name === null ? '' : ` ${text.profiles.on} ${os_name}`;
  return [user_name, country_iso_code, network, `${client ?? text.profiles.noClient}${system}`]
    .filter((part) => part !== null)
    .join(', ');
}
