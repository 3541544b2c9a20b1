import {
  Annotation,
  Cog,
  InfoSign,
  Layers,
  Database,
  Diagnosis,
  DocumentOpen,
  Help,
  History,
  Home,
  MenuClosed,
  MenuOpen,
  Search,
  HorizontalBarChart,
  IdNumber,
  IpAddress,
  TimelineEvents,
  WarningSign,
  type SVGIconProps,
} from '@blueprintjs/icons';
import type { ComponentType } from 'react';
import { useOverview } from '../overview/queries.ts';
import { VERDICTS, SEVERITIES } from '../../shared/model.ts';
import { count } from '../format/number.ts';
import { text } from '../text.ts';
import { useSettings } from './settings.ts';
import { Brand } from './Brand.tsx';
import { href, useRoute } from './route.ts';

interface Place {
  view: keyof typeof text.navHelp;
  icon: ComponentType<SVGIconProps>;
}

const OF_CASE: readonly Place[] = [
  { view: 'overview', icon: Home },
  { view: 'incidents', icon: Layers },
  { view: 'findings', icon: WarningSign },
  { view: 'verdicts', icon: Diagnosis },
  { view: 'timeline', icon: TimelineEvents },
  { view: 'profiles', icon: IdNumber },
  { view: 'hunts', icon: Search },
  { view: 'questions', icon: Help },
  { view: 'notes', icon: Annotation },
  { view: 'evidence', icon: Database },
  { view: 'coverage', icon: HorizontalBarChart },
  { view: 'networks', icon: IpAddress },
];
const OF_TOOL: readonly Place[] = [
  { view: 'settings', icon: Cog },
  { view: 'data', icon: InfoSign },
  { view: 'audit', icon: History },
];

/** `open`: a case is open; without one only the start screen and the data can be seen. */
export function Navigation({ open }: { open: boolean }) {
  return (
    <nav className="navigation" aria-label={text.nav.label}>
      <div className="brand">
        <Brand />
        <span className="label">{text.app.name}</span>
      </div>
      {open ? <CasePlaces /> : <PlaceLink place={{ view: 'start', icon: DocumentOpen }} />}
      <div className="rule" />
      {OF_TOOL.filter((place) => open || place.view !== 'audit').map((place) => (
        <PlaceLink key={place.view} place={place} />
      ))}
      <WidthToggle />
    </nav>
  );
}

function WidthToggle() {
  const { navigationNarrow, set } = useSettings();
  const words = navigationNarrow ? text.nav.wide : text.nav.narrow;
  return (
    <button
      type="button"
      className="width-toggle"
      title={words}
      aria-label={words}
      onClick={() => set({ navigationNarrow: !navigationNarrow })}
    >
      {navigationNarrow ? <MenuOpen /> : <MenuClosed />}
    </button>
  );
}

function CasePlaces() {
  const { data } = useOverview();
  const sum = (amounts: readonly (number | undefined)[]) =>
    amounts.reduce<number>((all, each) => all + (each ?? 0), 0);
  const figures: Partial<Record<Place['view'], number>> = data
    ? {
        incidents: data.incidents,
        findings: sum(SEVERITIES.map((severity) => data.severities[severity])),
        verdicts: sum(VERDICTS.map((verdict) => data.verdicts[verdict])),
        evidence: data.totals.files,
      }
    : {};
  return OF_CASE.map((place) => <PlaceLink key={place.view} place={place} figure={figures[place.view]} />);
}

function PlaceLink({ place: { view, icon: Icon }, figure }: { place: Place; figure?: number | undefined }) {
  const route = useRoute();
  const here = (route.path[0] ?? 'start') === view;
  return (
    <a
      href={href([view])}
      aria-current={here ? 'page' : undefined}
      title={`${text.nav[view]}: ${text.navHelp[view]}`}
    >
      <Icon />
      <span className="label">{text.nav[view]}</span>
      {figure !== undefined && figure > 0 && <span className="figure">{count(figure)}</span>}
    </a>
  );
}
