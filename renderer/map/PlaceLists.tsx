import type { Filter } from '../../shared/filter.ts';
import { windowOf } from '../../shared/filter.ts';
import {
  spotFilters,
  spotKey,
  type Place,
  type PlacesPage,
  type Spot,
  type Stay,
} from '../../shared/places.ts';
import { href, timelineHref } from '../app/route.ts';
import { count, duration } from '../format/number.ts';
import { millis } from '../format/time.ts';
import { SeverityBadge } from '../parts/Badge.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { Growing, SMALL_STEP } from '../parts/Growing.tsx';
import { Time } from '../parts/Time.tsx';
import { columnTitle, text } from '../text.ts';
import { briefName, placeName } from './place-name.ts';

/** Journeys that findings tell of, each a way to its finding. */
export function FlaggedList({ page }: { page: PlacesPage }) {
  if (page.flagged.length === 0) return null;
  return (
    <section className="flagged-list" aria-label={text.map.flagged}>
      <h3>{text.map.flagged}</h3>
      <ul>
        {page.flagged.map((one) => (
          <li key={`${one.finding_id} ${spotKey(one.from)} ${spotKey(one.to)}`}>
            <a href={href(['findings', one.finding_id])} title={one.summary}>
              <SeverityBadge severity={one.severity} bare />
              <span>
                {briefName(one.from)} → {briefName(one.to)}
                <small className="muted">
                  <EntityName entity={one.entity} longest={30} /> {text.map.times(one.times)}
                </small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PlaceListProps {
  page: PlacesPage;
  active: string | null;
  onActive: (key: string | null) => void;
  hrefOf: (place: Place) => string;
}

/** The places of the map in words: those with findings first, then by records. */
export function PlaceList({ page, active, onActive, hrefOf }: PlaceListProps) {
  return (
    <table className="table place-list" aria-label={text.map.list}>
      <thead>
        <tr>
          <th>{text.entity.place}</th>
          <th className="number">{text.entity.records}</th>
          <th className="number">{text.entity.findings}</th>
        </tr>
      </thead>
      <tbody>
        <Growing items={page.places} step={SMALL_STEP} across={3}>
          {(place) => {
            const key = spotKey(place);
            return (
              <tr
                key={key}
                className={active === key ? 'active' : ''}
                onMouseEnter={() => onActive(key)}
                onMouseLeave={() => onActive(null)}
                onFocus={() => onActive(key)}
                onBlur={() => onActive(null)}
              >
                <td>
                  <PlaceWords spot={place} radius={place.radius_km} />
                </td>
                <td className="number">
                  <a href={hrefOf(place)} aria-label={text.map.records(placeName(place), place.events)}>
                    {count(place.events)}
                  </a>
                </td>
                <td className="number">
                  <Found place={place} />
                </td>
              </tr>
            );
          }}
        </Growing>
      </tbody>
    </table>
  );
}

function Found({ place }: { place: Place }) {
  if (place.finding_id === null || place.severity === null)
    return <span className="muted">{text.state.absent}</span>;
  return (
    <a
      href={href(['findings', place.finding_id])}
      className="found-link"
      title={text.map.gravest(place.findings, text.severity[place.severity])}
      aria-label={text.map.gravest(place.findings, text.severity[place.severity])}
    >
      <SeverityBadge severity={place.severity} bare /> {count(place.findings)}
    </a>
  );
}

/** A place by name, and how far that can be trusted. */
function PlaceWords({ spot, radius = null }: { spot: Spot; radius?: number | null }) {
  return (
    <>
      {placeName(spot)}{' '}
      {spot.exactness !== 'city' && (
        <span className="tag" title={text.map.exactnessHelp[spot.exactness]}>
          {text.map.exactness[spot.exactness]}
        </span>
      )}{' '}
      {spot.by === 'log' && (
        <span className="tag" title={text.map.byLogHelp}>
          {text.map.byLog}
        </span>
      )}{' '}
      {radius !== null && radius > 0 && <small className="muted nowrap">{text.map.radius(radius)}</small>}
    </>
  );
}

/** Where an entity was, one stay after the other. */
export function StayList({ page, scope }: { page: PlacesPage; scope: readonly Filter[] }) {
  if (page.stays.length < 2) return null;
  return (
    <details className="stays">
      <summary>{text.map.stays(page.stays_total)}</summary>
      <div className="table-scroll stay-table">
        <table className="table">
          <thead>
            <tr>
              <th>{text.entity.first}</th>
              <th>{text.entity.last}</th>
              <th>{text.entity.place}</th>
              <th className="number">{text.entity.records}</th>
              <th>{text.map.gap}</th>
            </tr>
          </thead>
          <tbody>
            <Growing items={page.stays} across={5}>
              {(stay, at) => (
                <StayLine key={at} stay={stay} before={page.stays[at - 1] ?? null} scope={scope} />
              )}
            </Growing>
          </tbody>
        </table>
      </div>
      {page.stays_total > page.stays.length && (
        <p className="map-rest muted">{text.map.moreStays(page.stays.length, page.stays_total)}</p>
      )}
    </details>
  );
}

function StayLine({ stay, before, scope }: { stay: Stay; before: Stay | null; scope: readonly Filter[] }) {
  const filters = [...scope, ...spotFilters(stay.spot), windowOf(stay.first_timestamp, stay.last_timestamp)];
  return (
    <tr>
      <td>
        <Time iso={stay.first_timestamp} />
      </td>
      <td>
        <Time iso={stay.last_timestamp} />
      </td>
      <td>
        <PlaceWords spot={stay.spot} />
      </td>
      <td className="number">
        <a
          href={timelineHref(filters)}
          aria-label={`${columnTitle('timestamp')} ${stay.first_timestamp}: ${count(stay.events)}`}
        >
          {count(stay.events)}
        </a>
      </td>
      <td className="muted">
        {before && duration((millis(stay.first_timestamp) - millis(before.last_timestamp)) / 1000)}
      </td>
    </tr>
  );
}
