import type { ReactNode } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseInfo } from '../../shared/contract.ts';
import { HoverCard } from '../about/HoverCard.tsx';
import { AuditView } from '../audit/View.tsx';
import { CoverageView } from '../coverage/View.tsx';
import { DataView } from '../data/View.tsx';
import { EntityView } from '../entity/View.tsx';
import { EvidenceView } from '../evidence/View.tsx';
import { FindingsView } from '../findings/View.tsx';
import { HuntsView } from '../hunts/View.tsx';
import { IncidentsView } from '../incidents/View.tsx';
import { NotesView } from '../marks/View.tsx';
import { NetworksView } from '../networks/View.tsx';
import { QuestionsView } from '../questions/View.tsx';
import { OverviewView } from '../overview/View.tsx';
import { ProfilesView } from '../profiles/View.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { ValueMenu } from '../parts/ValueMenu.tsx';
import { RecordView } from '../record/View.tsx';
import { SettingsView } from '../settings/View.tsx';
import { Comparing } from '../sessions/Comparing.tsx';
import { StartView } from '../start/View.tsx';
import { text } from '../text.ts';
import { TimelineView } from '../timeline/View.tsx';
import { Tour } from '../tour/Tour.tsx';
import { VerdictsView } from '../verdicts/View.tsx';
import { Boundary } from './Boundary.tsx';
import { useCase } from './case.ts';
import { Busy } from './Busy.tsx';
import { useDropAnywhere } from './drop-guard.ts';
import { Header } from './Header.tsx';
import { Help } from './Help.tsx';
import { useKeys } from './keys.ts';
import { Messages } from './messages.tsx';
import { Navigation } from './Navigation.tsx';
import { entityOf, href, recordOf, useRoute, type Route } from './route.ts';
import { useRememberPlace } from './place.ts';
import { SearchDialog } from './SearchDialog.tsx';
import { useSettings } from './settings.ts';

export function Shell() {
  const info = useCase();
  return (
    <>
      <Loaded query={info}>{(data) => <Frame info={data} />}</Loaded>
      <ValueMenu />
      <HoverCard />
      <Comparing />
      <Messages />
    </>
  );
}

function Frame({ info }: { info: CaseInfo | null }) {
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const narrow = useSettings((settings) => settings.navigationNarrow);
  const search = useCallback(() => setSearching(info !== null), [info]);
  const help = useCallback(() => setHelping(true), []);
  useKeys({ search, help });
  useRememberPlace(info);
  useDropAnywhere(info);
  return (
    <div className={`shell${narrow ? ' narrow' : ''}`}>
      <a className="skip-link" href="#main" onClick={focusMain}>
        {text.app.skip}
      </a>
      <Navigation open={info !== null} />
      <Header info={info} onSearch={search} onHelp={help} />
      {info !== null && <Tour />}
      <Main info={info} />
      <SearchDialog open={searching} onClose={() => setSearching(false)} />
      <Help open={helping} onClose={() => setHelping(false)} touring={info !== null} />
    </div>
  );
}

function focusMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

const TITLES: Readonly<Record<string, string | undefined>> = text.nav;

/** Names the window after what it shows, and takes the focus along to a new screen. */
function useScreen(name: string, info: CaseInfo | null): void {
  const before = useRef(name);
  useEffect(() => {
    const title = TITLES[name] ?? text.search.entities;
    document.title = info ? `${title} · ${info.name} · ${text.app.name}` : text.app.name;
    if (before.current === name) return;
    before.current = name;
    document.getElementById('main')?.focus();
  }, [name, info]);
}

function Main({ info }: { info: CaseInfo | null }) {
  const open = info !== null;
  const route = useRoute();
  useScreen(route.path[0] ?? 'start', info);
  const record = open ? recordOf(route) : null;
  return (
    <main id="main" className="main" tabIndex={-1}>
      <Busy />
      <Boundary of={route.path.join('/')}>{viewOf(route, open)}</Boundary>
      {record && (
        <Boundary of={route.query['record'] ?? ''}>
          <RecordView at={record} />
        </Boundary>
      )}
    </main>
  );
}

const VIEWS: Readonly<Record<string, () => ReactNode>> = {
  overview: () => <OverviewView />,
  evidence: () => <EvidenceView />,
  incidents: () => <IncidentsView />,
  findings: () => <FindingsView />,
  hunts: () => <HuntsView />,
  questions: () => <QuestionsView />,
  verdicts: () => <VerdictsView />,
  timeline: () => <TimelineView />,
  profiles: () => <ProfilesView />,
  coverage: () => <CoverageView />,
  networks: () => <NetworksView />,
  notes: () => <NotesView />,
  audit: () => <AuditView />,
};

function viewOf(route: Route, open: boolean): ReactNode {
  const name = route.path[0] ?? 'start';
  if (name === 'data') return <DataView />;
  if (name === 'settings') return <SettingsView />;
  if (!open || name === 'start') return <StartView />;
  const entity = entityOf(route);
  if (entity) return <EntityView key={`${entity.kind} ${entity.value}`} entity={entity} />;
  const view = VIEWS[name];
  return view ? view() : <NoSuchPage />;
}

function NoSuchPage() {
  return (
    <Empty title={text.state.pageMissing}>
      <a href={href(['overview'])}>{text.nav.overview} →</a>
    </Empty>
  );
}
