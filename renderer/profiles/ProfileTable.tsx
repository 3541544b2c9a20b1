import type { RefObject } from 'react';
import type { ProfilesPage, SessionProfile, SmallAxis } from '../../shared/session-profiles.ts';
import { timelineHref } from '../app/route.ts';
import { count, percent } from '../format/number.ts';
import { EntityLink } from '../parts/EntityLink.tsx';
import { Bar } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { Value } from '../parts/Value.tsx';
import { PickButton } from '../sessions/PickButton.tsx';
import { text } from '../text.ts';
import { profileKey, profileName } from './profile-name.ts';
import { SmallAxisHead, SmallBars } from './SmallBars.tsx';
import { Term } from '../parts/Term.tsx';
import './profiles.css';

interface ProfileTableProps {
  page: ProfilesPage;
  /** Whose profiles: named in each line, or the same for all. */
  ofAll: boolean;
  chosen: ReadonlySet<string>;
  onChoose: (profile: SessionProfile) => void;
  picture?: RefObject<HTMLDivElement | null>;
}

const words = text.entity;

/** Session profiles with small charts on one axis of time; two of them can be chosen to be compared. */
export function ProfileTable({ page, ofAll, chosen, onChoose, picture }: ProfileTableProps) {
  return (
    <div className="table-scroll" ref={picture}>
      <table className="table profile-table">
        <thead>
          <tr>
            <th className="choose">
              <span className="visually-hidden">{text.profiles.choose}</span>
            </th>
            {ofAll && <th>{text.entityKind.user}</th>}
            <th>
              <Term name="asNumber">{words.network}</Term>
            </th>
            <th>
              <Term name="userAgent">{words.client}</Term>
            </th>
            <th className="number">{words.records}</th>
            <th>
              <Term name="share">{words.share}</Term>
            </th>
            <th className="small-bars-head">{page.axis && <SmallAxisHead axis={page.axis} />}</th>
            <th>{text.profiles.seen}</th>
            <th className="number" title={words.usersHelp}>
              {words.users}
            </th>
          </tr>
        </thead>
        <tbody>
          {page.profiles.map((profile) => {
            const key = profileKey(profile);
            return (
              <Line
                key={key}
                profile={profile}
                axis={page.axis}
                ofAll={ofAll}
                chosen={chosen.has(key)}
                full={chosen.size >= 2}
                onChoose={() => onChoose(profile)}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  profile: SessionProfile;
  axis: SmallAxis | null;
  ofAll: boolean;
  chosen: boolean;
  full: boolean;
  onChoose: () => void;
}

function Line({ profile, axis, ofAll, chosen, full, onChoose }: LineProps) {
  return (
    <tr className={chosen ? 'chosen' : ''}>
      <td className="choose">
        <input
          type="checkbox"
          checked={chosen}
          disabled={full && !chosen}
          aria-label={text.profiles.chooseOne(profileName(profile))}
          onChange={onChoose}
        />
        {profile.sign_in ? (
          <PickButton small session={{ ref: profile.sign_in, name: profileName(profile) }} />
        ) : (
          <span className="muted" title={text.sessions.noSignIn}>
            –
          </span>
        )}
      </td>
      {ofAll && (
        <td className="profile-user">
          {profile.user_name && (
            <EntityLink entity={{ kind: 'user', value: profile.user_name }} longest={22} />
          )}
        </td>
      )}
      <td>
        <Network profile={profile} />
      </td>
      <td>
        <Client profile={profile} />
      </td>
      <td className="number">
        <a href={timelineHref(profile.filters)}>{count(profile.events)}</a>
        {profile.failures > 0 && (
          <small className="below muted">
            <a href={timelineHref([...profile.filters, FAILED])}>{text.profiles.failed(profile.failures)}</a>
          </small>
        )}
      </td>
      <td className="nowrap">
        <Bar share={profile.share} /> <span className="below">{percent(profile.share)}</span>
        {profile.is_rare && (
          <span className="badge risk-2" title={text.profiles.rareHelp}>
            {words.rare}
          </span>
        )}
      </td>
      <td className="small-bars-cell">
        {axis && (
          <SmallBars
            axis={axis}
            counts={profile.counts}
            label={profileName(profile)}
            tone={profile.is_rare ? 'rare' : 'plain'}
          />
        )}
      </td>
      <td>
        <span className="below">
          <Time iso={profile.first_timestamp} />
        </span>
        <Time iso={profile.last_timestamp} />
      </td>
      <td className="number" title={words.usersHelp}>
        {profile.users === 1 ? <span className="muted">{words.onlyThis}</span> : count(profile.users)}
      </td>
    </tr>
  );
}

const FAILED = { column: 'event_outcome', op: 'is' as const, values: ['failure'] };

const ByLog = () => (
  <span className="tag" title={text.map.byLogHelp}>
    {text.map.byLog}
  </span>
);

function Network({ profile }: { profile: SessionProfile }) {
  const { as_number, as_organization_name, country_iso_code, addresses, addresses_total } = profile;
  const column = profile.network_by_log ? 'log_as_organization_name' : 'source_as_organization_name';
  const country = profile.country_by_log ? 'log_country_iso_code' : 'source_country_iso_code';
  return (
    <>
      <span className="below">
        <Value column={country} value={country_iso_code} />{' '}
        {as_organization_name !== null || as_number !== null ? (
          <Value column={column} value={as_organization_name ?? `AS${as_number}`} longest={28} />
        ) : (
          <span className="muted">{words.unknownNetwork}</span>
        )}{' '}
        {as_number !== null && as_organization_name !== null && (
          <span className="muted nowrap">AS{as_number}</span>
        )}{' '}
        {profile.is_hosting && (
          <span className="badge risk-2" title={words.hostingHelp}>
            {words.hosting}
          </span>
        )}{' '}
        {(profile.network_by_log || profile.country_by_log) && <ByLog />}
      </span>
      <small className="muted">
        {addresses.slice(0, 2).map((address) => (
          <Value key={address} column="source_address" value={address} longest={24} />
        ))}
        {addresses_total > 2 ? ` +${count(addresses_total - 2)}` : ''}
      </small>
    </>
  );
}

const clientOf = (value: string | null) => (value === null ? null : ({ kind: 'client', value } as const));

function Client({ profile }: { profile: SessionProfile }) {
  const { client_name, os_name, user_agent_original, texts, devices, devices_total } = profile;
  return (
    <>
      <span className="below">
        {client_name === null && user_agent_original !== null ? (
          <Value column="user_agent_original" value={user_agent_original} longest={28} />
        ) : (
          <Value column="client_name" value={client_name} about={clientOf(user_agent_original)} />
        )}
        {os_name !== null && (
          <>
            {` ${text.profiles.on} `}
            <Value column={client_name === null ? 'device_os_name' : 'os_name'} value={os_name} />
          </>
        )}{' '}
        {texts > 1 && (
          <span className="tag" title={text.profiles.textsHelp}>
            {text.profiles.texts(texts)}
          </span>
        )}
      </span>
      {devices_total > 0 && (
        <small className="muted">
          {devices.slice(0, 1).map((device) => (
            <Value key={device} column="device_id" value={device} longest={22} />
          ))}
          {devices_total > 1 ? ` +${count(devices_total - 1)}` : ''}
        </small>
      )}
    </>
  );
}
