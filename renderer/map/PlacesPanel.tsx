import { Button, ButtonGroup } from '@blueprintjs/core';
import { Map as MapIcon } from '@blueprintjs/icons';
import { useMemo, useRef, useState } from 'react';
import { entityFilter } from '../../shared/entities.ts';
import type { Filter } from '../../shared/filter.ts';
import type { Entity } from '../../shared/model.ts';
import { spotFilters, unplacedFilters, type PlacesPage } from '../../shared/places.ts';
import { timelineHref } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Empty, Failed, Loaded, Loading } from '../parts/State.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { text } from '../text.ts';
import { Legend } from './Legend.tsx';
import { MapPicture } from './MapPicture.tsx';
import { marksOf } from './marks.ts';
import { FlaggedList, PlaceList, StayList } from './PlaceLists.tsx';
import type { MapView } from './projection.ts';
import { useAtlas, usePlaces } from './queries.ts';
import './map.css';

/** Where the records of an entity, or of the case, were: as a map, and beside it as a list. */
export function PlacesPanel({ entity }: { entity: Entity | null }) {
  const places = usePlaces(entity);
  const picture = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<MapView>('places');
  return (
    <Panel
      title={entity === null ? text.map.title : text.map.ofEntity}
      hint={text.map.approximate}
      testId="places"
      flush
      actions={
        places.data &&
        places.data.places.length > 0 && (
          <>
            <ViewChoice view={view} onChange={setView} />
            <TableExport asked={{ table: 'places', entity }} />
            <SavePicture name="map-of-places" picture={picture} chosenBeside />
          </>
        )
      }
    >
      <Loaded query={places}>
        {(page) =>
          page.places.length === 0 ? (
            <NoPlaces page={page} entity={entity} />
          ) : (
            <Content page={page} entity={entity} view={view} picture={picture} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function ViewChoice({ view, onChange }: { view: MapView; onChange: (view: MapView) => void }) {
  return (
    <ButtonGroup>
      {(['world', 'places'] as const).map((each) => (
        <Button
          key={each}
          size="small"
          active={view === each}
          aria-pressed={view === each}
          text={text.map.view[each]}
          onClick={() => onChange(each)}
        />
      ))}
    </ButtonGroup>
  );
}

const scopeOf = (entity: Entity | null): Filter[] => (entity === null ? [] : [entityFilter(entity)]);

function NoPlaces({ page, entity }: { page: PlacesPage; entity: Entity | null }) {
  return (
    <Empty icon={<MapIcon size={24} />} title={text.map.none}>
      <p>{text.map.noneHelp}</p>
      {page.unplaced > 0 && (
        <a href={timelineHref([...scopeOf(entity), ...unplacedFilters()])}>
          {text.map.unplaced(page.unplaced)} →
        </a>
      )}
    </Empty>
  );
}

interface ContentProps {
  page: PlacesPage;
  entity: Entity | null;
  view: MapView;
  picture: React.RefObject<HTMLDivElement | null>;
}

function Content({ page, entity, view, picture }: ContentProps) {
  const [active, setActive] = useState<string | null>(null);
  const scope = scopeOf(entity);
  const placeHref = (spot: PlacesPage['places'][number]) => timelineHref([...scope, ...spotFilters(spot)]);
  return (
    <>
      <div className="map-and-list">
        <div className="map-side" ref={picture}>
          <Picture page={page} view={view} active={active} onActive={setActive} placeHref={placeHref} />
          <Legend page={page} />
        </div>
        <div className="map-lists">
          <FlaggedList page={page} />
          <PlaceList page={page} active={active} onActive={setActive} hrefOf={placeHref} />
        </div>
      </div>
      <Rest page={page} scope={scope} />
      {entity !== null && <StayList page={page} scope={scope} />}
    </>
  );
}

interface PictureProps {
  page: PlacesPage;
  view: MapView;
  active: string | null;
  onActive: (key: string | null) => void;
  placeHref: (spot: PlacesPage['places'][number]) => string;
}

function Picture({ page, placeHref, ...rest }: PictureProps) {
  const atlas = useAtlas();
  const marks = useMemo(() => (atlas.data ? marksOf(atlas.data, page) : null), [atlas.data, page]);
  if (atlas.isError) return <Failed error={atlas.error} retry={() => void atlas.refetch()} />;
  if (!atlas.data || !marks) return <Loading />;
  return (
    <>
      <MapPicture atlas={atlas.data} marks={marks} hrefOf={(mark) => placeHref(mark.place)} {...rest} />
      {marks.undrawn > 0 && <p className="map-note muted">{text.map.undrawn(marks.undrawn)}</p>}
    </>
  );
}

/** What the map does not show. */
function Rest({ page, scope }: { page: PlacesPage; scope: readonly Filter[] }) {
  const hidden = page.places_total - page.places.length;
  if (hidden === 0 && page.unplaced === 0 && page.flagged_total === page.flagged.length) return null;
  return (
    <p className="map-rest muted">
      {hidden > 0 && <span>{text.map.more(hidden, page.events_elsewhere)} </span>}
      {page.flagged_total > page.flagged.length && (
        <span>{text.map.moreFlagged(page.flagged.length, page.flagged_total)} </span>
      )}
      {page.unplaced > 0 && (
        <>
          <a href={timelineHref([...scope, ...unplacedFilters()])}>{text.map.unplaced(page.unplaced)}</a>{' '}
          {text.map.unplacedHelp}
        </>
      )}
    </p>
  );
}
