import type { AboutEntity } from '../../../../shared/about-entity.ts';
import type { TableAsked, TableList } from '../../../../shared/exports.ts';
import type { Connection } from '../../db/database.ts';
import { inTurn } from '../../db/turns.ts';
import { findingsAbout, verdictsAbout } from '../../desk/about-entity.ts';
import { compare } from '../../desk/compare/compare.ts';
import { coveragePage } from '../../desk/coverage/coverage.ts';
import { entityPage } from '../../desk/entity.ts';
import { lineage } from '../../desk/lineage/lineage.ts';
import { overview } from '../../desk/overview.ts';
import type { Readers } from '../../desk/readers.ts';
import { placesPage } from '../../desk/places/places.ts';
import type { EngineState } from '../../engine-state.ts';
import type { Redaction } from '../../../../shared/redaction.ts';
import { redactorOf } from '../../redact/redacting.ts';
import { dataFiles } from '../../enrich/index.ts';
import { listHunts } from '../../hunting.ts';
import { listMutes } from '../../hunts/mutes.ts';
import { networksPage } from '../../networks/networks.ts';
import { allPages } from '../pages.ts';
import { reportedAlerts } from '../reported-alerts.ts';
import { reportedIncidents } from '../reported-incidents.ts';
import { reportedMarks, reportedNotes, thingsInOrder } from '../reported-marks.ts';
import { auditTable } from './audit.ts';
import { entityTable } from './entity.ts';
import { eventTable } from './events.ts';
import { evidenceTable } from './evidence.ts';
import { findingTable } from './findings.ts';
import {
  alertTable,
  comparisonTable,
  coverageTable,
  dataTable,
  huntTable,
  incidentTable,
  lineageTable,
  markTable,
  muteTable,
  networkTable,
  placeTable,
  unusualTable,
} from './lists.ts';
import { shownProfiles } from './profiles.ts';
import { redactedAsked, redactedTable } from './redacted-table.ts';
import type { Table } from './table.ts';
import { verdictTable } from './verdicts.ts';

/** The rows that a screen shows, all of them, and what was asked for; with pseudonyms where they are chosen. */
export async function tableFor(
  engine: EngineState,
  asked: TableAsked,
  redact: readonly Redaction[],
  signal: AbortSignal | undefined,
): Promise<{ table: Table; about: object }> {
  const table = await tableOf(engine, asked, signal);
  if (redact.length === 0) return { table, about: asked };
  const redactor = await redactorOf(engine, redact, signal);
  const about = { ...redactedAsked(asked, redactor), redacted: redact };
  return { table: redactedTable(table, redactor), about };
}

async function tableOf(
  engine: EngineState,
  asked: TableAsked,
  signal: AbortSignal | undefined,
): Promise<Table> {
  const { desk, readers } = engine;
  const asking = <T>(work: (connection: Connection) => Promise<T>): Promise<T> =>
    inTurn(engine.case.database.asking, signal, work);
  switch (asked.table) {
    case 'events':
      return eventTable(desk, asked.filters);
    case 'findings':
      return findingTable(desk, await readersAbout(desk, readers, asked.about), asked);
    case 'verdicts':
      return verdictTable(desk, await readersAbout(desk, readers, asked.about), asked.verdicts);
    case 'profiles':
      return shownProfiles(desk, asked);
    case 'evidence':
      return evidenceTable(desk, asked.shown);
    case 'comparison':
      return comparisonTable(await asking((connection) => compare(connection, asked.asked)));
    case 'entity':
      return entityTable(await entityPage(desk, asked.entity, readers));
    case 'lineage':
      return lineageTable((await lineage(desk, asked.entity)).keys);
    case 'places':
      return placeTable(await asking((connection) => placesPage(connection, asked.entity)));
    default:
      return listOf(engine, asked.table);
  }
}

/** Of what a screen shows all there is. */
async function listOf({ desk, readers, options }: EngineState, list: TableList): Promise<Table> {
  switch (list) {
    case 'alerts':
      return alertTable(reportedAlerts(desk));
    case 'audit':
      return auditTable(desk);
    case 'coverage':
      return coverageTable(await coveragePage(desk, readers));
    case 'data':
      return dataTable(await dataFiles(desk, options));
    case 'hunts':
      return huntTable(await listHunts(desk));
    case 'incidents':
      return incidentTable(reportedIncidents(desk));
    case 'mutes':
      return muteTable(await listMutes(desk));
    case 'unusual':
      return unusualTable(await overview(desk, readers));
    case 'networks':
      return networksOf(desk);
    case 'notes': {
      const things = await thingsInOrder(desk);
      return markTable(reportedMarks(things), reportedNotes(things, true));
    }
  }
}

async function networksOf(desk: Connection): Promise<Table> {
  const { known } = await networksPage(desk, { which: 'all', offset: 0, limit: 1 });
  const learned = await allPages(async (page) => {
    const found = await networksPage(desk, { which: 'all', ...page });
    return { total: found.learned_total, rows: found.learned };
  });
  return networkTable(known, learned);
}

/** Readers of those findings and verdicts alone that have to do with an entity. */
async function readersAbout(
  desk: Connection,
  readers: Readers,
  about: AboutEntity | undefined,
): Promise<Readers> {
  if (!about) return readers;
  const [findings, verdicts] = [await findingsAbout(desk, about), await verdictsAbout(desk, about)];
  return {
    ...readers,
    findings: (on, query) => readers.findings(on, { ...query, ...findings }),
    verdicts: (on, query) => readers.verdicts(on, { ...query, ...verdicts }),
  };
}
