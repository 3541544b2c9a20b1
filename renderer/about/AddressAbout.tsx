import type { AddressAbout, LogPlace } from '../../shared/contract.ts';
import { count } from '../format/number.ts';
import { datasetTitle, text } from '../text.ts';
import { Line, SaidBy, Unknown } from './Said.tsx';

/** What is known of an address, by whom and how sure. `full` also with coordinates and hashes. */
export function AddressFacts({ about, full = false }: { about: AddressAbout; full?: boolean }) {
  const isPublic = about.kind === 'public';
  return (
    <>
      {!about.is_in_case && <p className="muted">{text.about.notInCase}</p>}
      <dl className="facts about" data-testid="address-about">
        <Line name={text.about.kind}>
          {about.kind}
          {about.range_name !== null && <span className="muted"> {text.about.range(about.range_name)}</span>}
          {about.ip !== null && about.ip !== about.source_address && (
            <span className="mono"> {about.ip}</span>
          )}
        </Line>
        {isPublic && <Place about={about} full={full} />}
        {isPublic && (
          <Line name={text.about.network}>
            {about.as_number === null ? <Unknown /> : `AS${about.as_number}`} {about.as_organization_name}
            <SaidBy sources={about.sources} values={['network']} full={full} />
          </Line>
        )}
        {about.cloud_provider !== null && <Cloud about={about} full={full} />}
        {about.labels !== null && <Labels about={about} full={full} />}
        {about.known_network !== null && (
          <Line name={text.about.knownNetwork}>
            {[about.known_network, about.known_network_kind, about.known_network_status]
              .filter((part) => part !== null)
              .join(' · ')}
          </Line>
        )}
        {about.log.length > 0 && <Log places={about.log} />}
      </dl>
    </>
  );
}

function Place({ about, full }: { about: AddressAbout; full: boolean }) {
  const { country_iso_code, region_name, city_name, latitude, longitude, accuracy_radius_km } = about;
  const parts = [city_name, region_name, country_iso_code].filter((part) => part !== null);
  const isCountryOnly = city_name === null && region_name === null;
  const hasPosition = latitude !== null && longitude !== null;
  return (
    <Line name={text.about.place}>
      {parts.length === 0 && !hasPosition ? (
        <Unknown />
      ) : (
        <>
          {parts.join(', ')}{' '}
          <span className="muted">
            {isCountryOnly ? text.about.countryOnly : text.about.approximate}
            {accuracy_radius_km !== null
              ? `, ${text.about.within(accuracy_radius_km)}`
              : hasPosition && `, ${text.about.noRadius}`}
          </span>
          {full && hasPosition && <span className="mono"> {`${latitude}, ${longitude}`}</span>}
        </>
      )}
      <SaidBy sources={about.sources} values={['country', 'place']} full={full} />
    </Line>
  );
}

function Cloud({ about, full }: { about: AddressAbout; full: boolean }) {
  const { cloud_provider, cloud_region, cloud_services, cloud_basis } = about;
  return (
    <Line name={text.about.cloud}>
      {[cloud_provider, cloud_region, cloud_services].filter((part) => part !== null).join(' · ')}{' '}
      <span className="muted">
        {cloud_basis === 'range'
          ? text.about.byRange
          : cloud_region === null
            ? text.about.byNetwork
            : text.about.byNearest}
      </span>
      <SaidBy sources={about.sources} values={['cloud', 'cloud region']} full={full} />
    </Line>
  );
}

function Labels({ about, full }: { about: AddressAbout; full: boolean }) {
  return (
    <Line name={text.about.labels}>
      {about.labels}
      {about.labels_reason !== null && (
        <ul className="said-by muted">
          {about.labels_reason.split('; ').map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {full && <SaidBy sources={about.sources} values={['anonymiser', 'connection', 'label']} full />}
    </Line>
  );
}

function Log({ places }: { places: readonly LogPlace[] }) {
  return (
    <Line name={text.about.log}>
      <ul className="stack-list">
        {places.map((place, at) => (
          <li key={at}>
            {placeWords(place)} <span className="muted">{sourceWords(place)}</span>
            {place.differs === true && ' '}
            {place.differs === true && <span className="badge open">{text.about.differs}</span>}
          </li>
        ))}
      </ul>
    </Line>
  );
}

function placeWords(place: LogPlace): string {
  const { city_name, region_name, country, as_number, as_organization_name, is_proxy } = place;
  const where = [city_name, region_name, country].filter((part) => part !== null).join(', ');
  const network = [as_number === null ? null : `AS${as_number}`, as_organization_name]
    .filter((part) => part !== null)
    .join(' ');
  return [where, network, is_proxy ? text.about.proxy : null].filter(Boolean).join(' · ');
}

const sourceWords = ({ datasets, events }: LogPlace): string =>
  `${datasets.map(datasetTitle).join(', ')}, ${text.about.records(count(events))}`;
