import type { PlacesPage } from '../../shared/places.ts';
import { text } from '../text.ts';
import { otherJourneys } from './marks.ts';

/** What a sign on the map means; only those that stand on it. */
export function Legend({ page }: { page: PlacesPage }) {
  const has = {
    found: page.places.some(({ severity }) => severity !== null),
    vague: page.places.some(({ exactness }) => exactness === 'country'),
    radius: page.places.some(({ radius_km }) => (radius_km ?? 0) > 0),
    flagged: page.flagged.length > 0,
    way: otherJourneys(page).length > 0,
  };
  return (
    <ul className="map-legend">
      <Sign words={text.map.legend.place}>
        <circle className="dot" cx="9" cy="7" r="5" />
      </Sign>
      {has.vague && (
        <Sign words={text.map.legend.vague}>
          <circle className="dot vague" cx="9" cy="7" r="5" strokeDasharray="3 2" />
        </Sign>
      )}
      {has.radius && (
        <Sign words={text.map.legend.radius}>
          <circle className="map-radius" cx="9" cy="7" r="6.5" />
        </Sign>
      )}
      {has.found && (
        <Sign words={text.map.legend.found}>
          <path className="found tone-3" d="M9 1L15 7L9 13L3 7Z" />
        </Sign>
      )}
      {has.flagged && (
        <Sign words={text.map.legend.flagged}>
          <g className="map-way tone-3">
            <path className="line" d="M0 7H18" strokeWidth="2.4" />
            <path className="arrow" d="M7 2L14 7L7 12Z" />
          </g>
        </Sign>
      )}
      {has.way && (
        <Sign words={text.map.legend.way}>
          <g className="map-way plain">
            <path className="line" d="M0 7H18" strokeWidth="1.2" />
            <path className="arrow" d="M8 4L13 7L8 10Z" />
          </g>
        </Sign>
      )}
    </ul>
  );
}

function Sign({ words, children }: { words: string; children: React.ReactNode }) {
  return (
    <li>
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        {children}
      </svg>
      {words}
    </li>
  );
}
