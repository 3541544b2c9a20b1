import type { EntityPage, Profile } from '../../shared/contract.ts';
import type { Filter } from '../../shared/contract.ts';
import type { Scalar } from '../../shared/model.ts';
import { timelineHref } from '../app/route.ts';
import { count, percent } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { entityFilter } from '../../shared/entities.ts';
import { addFilter, isFilter } from '../parts/filters.ts';
import { Bar, Panel } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { Value } from '../parts/Value.tsx';
import { PickButton } from '../sessions/PickButton.tsx';
import { text } from '../text.ts';

/** Below this share a profile beside a common one is called rare. */
const RARE_SHARE = 0.01;

export function Profiles({ page }: { page: EntityPage }) {
  return (
    <Panel title={text.entity.profiles} hint={text.entity.profilesHelp} flush>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{text.entity.network}</th>
              <th>{text.entity.country}</th>
              <th>{text.entity.client}</th>
              <th>{text.entity.system}</th>
              <th className="number">{text.entity.records}</th>
              <th>{text.entity.share}</th>
              <th>{text.entity.first}</th>
              <th>{text.entity.last}</th>
              <th className="number" title={text.entity.usersHelp}>
                {text.entity.users}
              </th>
              <th>{text.sessions.column}</th>
            </tr>
          </thead>
          <tbody>
            {page.profiles.map((profile, at) => (
              <Line key={at} page={page} profile={profile} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

const DIMENSIONS: readonly [string, (profile: Profile) => Scalar][] = [
  ['source_as_number', (profile) => profile.as_number],
  ['source_country_iso_code', (profile) => profile.country_iso_code],
  ['client_name', (profile) => profile.client_name],
  ['os_name', (profile) => profile.os_name],
];

const filtersOf = (page: EntityPage, profile: Profile): Filter[] =>
  DIMENSIONS.reduce<Filter[]>(
    (filters, [column, pick]) => addFilter(filters, isFilter(column, pick(profile))),
    [entityFilter(page.entity)],
  );

/** How the last sign-in of a profile is called where it was picked. */
const nameOf = (page: EntityPage, profile: Profile): string =>
  [
    page.entity.value,
    profile.as_organization_name,
    profile.country_iso_code,
    profile.client_name ?? profile.user_agent_original,
    profile.os_name,
  ]
    .filter((part) => part !== null)
    .map((part) => shorten(part, 34))
    .join(' · ');

const clientOf = (value: string | null) => (value === null ? null : ({ kind: 'client', value } as const));

function Line({ page, profile }: { page: EntityPage; profile: Profile }) {
  const rare = page.profiles.length > 1 && profile.share < RARE_SHARE;
  return (
    <tr>
      <td>
        {profile.as_organization_name || profile.as_number !== null ? (
          <Value
            column="source_as_organization_name"
            value={profile.as_organization_name ?? `AS${profile.as_number ?? ''}`}
            longest={34}
          />
        ) : (
          <span className="muted">{text.entity.unknownNetwork}</span>
        )}{' '}
        {profile.as_number !== null && <span className="muted nowrap">AS{profile.as_number}</span>}{' '}
        {profile.is_hosting && (
          <span className="badge risk-2" title={text.entity.hostingHelp}>
            {text.entity.hosting}
          </span>
        )}
        <span className="muted small addresses">
          {profile.addresses.slice(0, 2).map((address) => (
            <Value key={address} column="source_address" value={address} />
          ))}
          {profile.addresses.length > 2 ? ` +${count(profile.addresses.length - 2)}` : ''}
        </span>
      </td>
      <td>
        <Value column="source_country_iso_code" value={profile.country_iso_code} />
      </td>
      <td>
        {profile.client_name === null && profile.user_agent_original !== null ? (
          <Value column="user_agent_original" value={profile.user_agent_original} longest={28} />
        ) : (
          <Value
            column="client_name"
            value={profile.client_name}
            about={clientOf(profile.user_agent_original)}
          />
        )}
      </td>
      <td>
        <Value column="os_name" value={profile.os_name} />
      </td>
      <td className="number">
        <a href={timelineHref(filtersOf(page, profile))}>{count(profile.events)}</a>
      </td>
      <td className="nowrap">
        <Bar share={profile.share} /> {percent(profile.share)}{' '}
        {rare && <span className="badge risk-2">{text.entity.rare}</span>}
      </td>
      <td>
        <Time iso={profile.first_timestamp} />
      </td>
      <td>
        <Time iso={profile.last_timestamp} />
      </td>
      <td className="number" title={text.entity.usersHelp}>
        {profile.users === 1 ? <span className="muted">{text.entity.onlyThis}</span> : count(profile.users)}
      </td>
      <td>
        {profile.sign_in ? (
          <PickButton session={{ ref: profile.sign_in, name: nameOf(page, profile) }} />
        ) : (
          <span className="muted">{text.sessions.noSignIn}</span>
        )}
      </td>
    </tr>
  );
}
