import { ORPCError } from '@orpc/server';
import type { EventChoice, MuteInput } from '../../shared/contract.ts';
import { mappingText, readMapping, type Mapping } from '../../shared/mapping.ts';
import type { Mute, Verdict, VerdictChanges } from '../../shared/model.ts';
import { openBundle } from './bundle/open-bundle.ts';
import { isBundle } from './bundle/recognise.ts';
import { CaseFile } from './case-file.ts';
import type { Connection } from './db/database.ts';
import { alertsPage } from './desk/alerts.ts';
import { findingsAbout, verdictsAbout } from './desk/about-entity.ts';
import { aboutAddress } from './desk/about-address.ts';
import { findingEvents, verdictEvents } from './desk/cited-events.ts';
import { compare } from './desk/compare/compare.ts';
import { coveragePage } from './desk/coverage/coverage.ts';
import { entityPage } from './desk/entity.ts';
import { eventPage, sparse, type EventPageInput } from './desk/event-page.ts';
import { eventPosition, keptEventPosition } from './desk/event-position.ts';
import { isLongSort, keptOrderPage } from './desk/sorted-page.ts';
import { facet } from './desk/facet.ts';
import { histogram } from './desk/histogram.ts';
import { caseAudit, copyPage, evidenceList, rejectPage, repairedBy } from './desk/ledger.ts';
import { lineage } from './desk/lineage/lineage.ts';
import { overview } from './desk/overview.ts';
import { placesPage } from './desk/places/places.ts';
import { profilesPage } from './desk/profiles/profiles.ts';
import { sidesOf } from './desk/profiles/sides.ts';
import { recordOf } from './desk/record.ts';
import { searchEntities } from './desk/search.ts';
import type { EngineState } from './engine-state.ts';
import { importRenewedRanges } from './enrich/address/renewed-ranges.ts';
import { type BroughtData, importData, removeData } from './enrich/address/import-data.ts';
import { aboutClient } from './enrich/client/about-client.ts';
import { implementer, type Implementer } from './implementer.ts';
import { dataFiles } from './enrich/index.ts';
import { handOver } from './hand-over.ts';
import { configureHunt, countMuted, countSeverities, listHunts, readFindings } from './hunting.ts';
import { dropMute, keepMute, listMutes } from './hunts/mutes.ts';
import { keepGap, readGap } from './incidents/gap.ts';
import { runIncidents } from './incidents/incidents.ts';
import { incidentPage, readIncidents } from './incidents/read.ts';
import { configuredDetail, parameterHistory } from './parameter-history.ts';
import { opensLine } from './ingest/unlock.ts';
import { readUnfinished } from './ingest/unfinished.ts';
import { readLimits, saveLimits } from './limits.ts';
import { markCalls, noteCalls } from './marks/calls.ts';
import { pictureCalls } from './pictures/calls.ts';
import { checkMapping, lookAt, previewOf } from './mapping/look.ts';
import { removeMapping, savedMapping, savedMappings, saveMapping } from './mapping/store.ts';
import {
  changeNetworks,
  decisionOf,
  exportNetworks,
  importOf,
  minimumsOf,
  networksPage,
  removalOf,
  savingOf,
} from './networks/networks.ts';
import type { NetworksChange } from './networks/changes.ts';
import { ownHuntCalls } from './own-hunts/calls.ts';
import { ownTreeCalls } from './own-trees/calls.ts';
import { treeIn } from './own-trees/registry.ts';
import { sigmaOfCase } from './own-hunts/sigma/export/case.ts';
import { mergePeople, splitName, undoDecision } from './people/decisions.ts';
import { findPeople } from './people/find-people.ts';
import { readDecisions, readPerson, searchPeople } from './people/read-person.ts';
import { analyse } from './pipeline.ts';
import { queryCalls } from './queries/calls.ts';
import { inLine, inTurn } from './db/turns.ts';
import { reportCalls } from './report/calls.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { redactorFor } from './redact/redacting.ts';
import { exportRejects, toldRejects, type RejectFormat } from './report/export-rejects.ts';
import { viewCalls } from './views/calls.ts';
import { copySampleEvidence } from './sample/sample-case.ts';
import type { Job } from './job.ts';
import {
  answerQuestion,
  compareSessions,
  configureTree,
  drawTree,
  listTrees,
  readChanges,
  countVerdicts,
  readVerdicts,
  runTrees,
  treeWays,
  unanswerQuestion,
  uncompareSessions,
} from './triage.ts';

/** The contract's calls over an engine. */
export function routerOf(engine: EngineState) {
  const os = implementer(engine);
  return os.router({
    case: caseCalls(os.case, engine),
    job: {
      watch: os.job.watch.handler(async function* () {
        const job = engine.lastJob;
        if (job) yield* job.watch();
      }),
      current: os.job.current.handler(() => engine.lastJob?.current ?? null),
      cancel: os.job.cancel.handler(async () => {
        await engine.running?.cancel();
        return null;
      }),
    },
    evidence: {
      import: os.evidence.import.handler(({ input }) => ({
        job: engine.startImport(input.inputs, input.again).current.job,
      })),
      verify: os.evidence.verify.handler(() => ({ job: engine.startVerification().current.job })),
      unlock: os.evidence.unlock.handler(({ input }) => unlock(engine, input)),
      unfinished: os.evidence.unfinished.handler(() => readUnfinished(engine.desk)),
      list: os.evidence.list.handler(() => evidenceList(engine.desk)),
      rejects: os.evidence.rejects.handler(async ({ input }) => ({
        ...(await rejectPage(engine.desk, input)),
        repaired: input.evidence_id === undefined ? [] : await repairedBy(engine.desk, input.evidence_id),
      })),
      exportRejects: os.evidence.exportRejects.handler(({ input, signal }) =>
        handOverRejects(engine, input, signal),
      ),
      copies: os.evidence.copies.handler(({ input }) => copyPage(engine.desk, input)),
      record: os.evidence.record.handler(({ input }) => recordOf(engine.desk, input, engine.unpacking)),
    },
    mapping: mappingCalls(os.mapping, engine),
    coverage: {
      get: os.coverage.get.handler(({ signal }) =>
        inLine(engine.desk, { signal }, (desk) => coveragePage(desk, engine.readers)),
      ),
    },
    overview: {
      get: os.overview.get.handler(({ signal }) =>
        inLine(engine.desk, { signal }, (desk) => overview(desk, engine.readers)),
      ),
    },
    places: {
      list: os.places.list.handler(({ input, signal }) =>
        inTurn(engine.case.database.asking, signal, (connection) => placesPage(connection, input.entity)),
      ),
    },
    profiles: {
      list: os.profiles.list.handler(({ input, signal }) =>
        inTurn(engine.case.database.asking, signal, (connection) => profilesPage(connection, input)),
      ),
      sides: os.profiles.sides.handler(({ input, signal }) =>
        inTurn(engine.case.database.asking, signal, (connection) => sidesOf(connection, input)),
      ),
    },
    events: {
      page: os.events.page.handler(async ({ input, signal }) => {
        const sort = await keptSort(engine, input);
        return sparse(
          sort === null
            ? await inLine(engine.desk, { signal, urgent: true }, (desk) => eventPage(desk, input))
            : await inTurn(engine.case.database.asking, signal, (asking) =>
                keptOrderPage(asking, { ...input, sort }),
              ),
        );
      }),
      position: os.events.position.handler(async ({ input, signal }) => {
        const sort = await keptSort(engine, input);
        const offset =
          sort === null
            ? await inLine(engine.desk, { signal, urgent: true }, (desk) => eventPosition(desk, input))
            : await inTurn(engine.case.database.asking, signal, (asking) =>
                keptEventPosition(asking, { ...input, sort }),
              );
        return { offset };
      }),
      histogram: os.events.histogram.handler(({ input, signal }) =>
        inLine(engine.desk, { signal }, (desk) => histogram(desk, input)),
      ),
      facet: os.events.facet.handler(({ input, signal }) =>
        inLine(engine.desk, { signal }, (desk) => facet(desk, input)),
      ),
    },
    findings: findingCalls(os.findings, engine),
    incidents: incidentCalls(os.incidents, engine),
    hunts: {
      list: os.hunts.list.handler(() => listHunts(engine.desk)),
      configure: os.hunts.configure.handler(({ input }) => configure(engine, input)),
      history: os.hunts.history.handler(({ input: { hunt: id, ...page } }) =>
        parameterHistory(engine.desk, { action: 'hunt.configured', id, ...page }),
      ),
      sigma: os.hunts.sigma.handler(({ input }) => exportToSigma(engine, input.hunts)),
      own: ownHuntCalls(os.hunts.own, engine),
    },
    queries: queryCalls(os.queries, engine),
    entities: {
      get: os.entities.get.handler(({ input, signal }) =>
        inLine(engine.desk, { signal }, (desk) => entityPage(desk, input, engine.readers)),
      ),
      compare: os.entities.compare.handler(({ input, signal }) =>
        inTurn(engine.case.database.asking, signal, (connection) => compare(connection, input)),
      ),
      lineage: os.entities.lineage.handler(({ input, signal }) =>
        inLine(engine.desk, { signal }, (desk) => lineage(desk, input)),
      ),
      search: os.entities.search.handler(({ input, signal }) =>
        inLine(engine.desk, { signal, urgent: true }, (desk) => searchEntities(desk, input)),
      ),
    },
    addresses: {
      about: os.addresses.about.handler(({ input }) =>
        aboutAddress(engine.desk, input.address, engine.options),
      ),
    },
    clients: { about: os.clients.about.handler(({ input }) => aboutClient(input.client)) },
    people: peopleCalls(os.people, engine),
    trees: {
      own: ownTreeCalls(os.trees.own, engine),
      list: os.trees.list.handler(() => listTrees(engine.desk)),
      configure: os.trees.configure.handler(({ input }) =>
        engine.alone(async (file) => {
          const difference = await configureTree(file.database.job, input.tree, input.values);
          await runIncidents(file.database.job);
          const { changed, verdicts } = difference;
          const detail = configuredDetail({ values: input.values, changed, verdicts: verdicts.total });
          await file.audit('tree.configured', input.tree, detail);
          return difference;
        }),
      ),
      history: os.trees.history.handler(({ input: { tree: id, ...page } }) =>
        parameterHistory(engine.desk, { action: 'tree.configured', id, ...page }),
      ),
      compare: os.trees.compare.handler(({ input }) => compareAsJob(engine, input)),
      uncompare: os.trees.uncompare.handler(({ input }) => uncompareAsJob(engine, input.pick_id)),
    },
    verdicts: verdictCalls(os.verdicts, engine),
    alerts: {
      list: os.alerts.list.handler(({ input }) => alertsPage(engine.desk, input, engine.readers)),
    },
    data: {
      list: os.data.list.handler(() => dataFiles(engine.opened ? engine.desk : null, engine.options)),
      import: os.data.import.handler(({ input }) => bringData(engine, input)),
      remove: os.data.remove.handler(({ input }) => takeDataOut(engine, input.id)),
      again: os.data.again.handler(() => analyseAgain(engine).then(() => null)),
    },
    networks: networkCalls(os.networks, engine),
    marks: markCalls(os.marks, engine),
    notes: noteCalls(os.notes, engine),
    pictures: pictureCalls(os.pictures, engine),
    views: viewCalls(os.views, engine),
    limits: {
      read: os.limits.read.handler(() => readLimits(engine.desk)),
      save: os.limits.save.handler(({ input }) =>
        engine.alone(async (file) => {
          const limits = await saveLimits(file.database.job, input);
          await file.audit('limits.saved', null, JSON.stringify(limits));
          return limits;
        }),
      ),
    },
    bundle: {
      recognise: os.bundle.recognise.handler(async ({ input }) => ({ bundle: await isBundle(input.path) })),
      open: os.bundle.open.handler(({ input }) => openBundle(engine, input)),
    },
    report: reportCalls(os.report, engine),
  });
}

/** The column whose order is kept, on a connection of its own, since there are many events; `null` where each page is sorted by itself. */
const keptSort = async (
  { desk }: EngineState,
  { sort, filters }: Pick<EventPageInput, 'sort' | 'filters'>,
): Promise<string | null> =>
  sort !== undefined && sort !== 'timestamp' && (await isLongSort(desk, filters)) ? sort : null;

async function exportToSigma(engine: EngineState, only: readonly string[] | undefined) {
  const exports = await sigmaOfCase(engine.desk, only);
  await engine.case.audit(
    'hunts.exported',
    only?.join(', ') ?? null,
    `Sigma: ${exports.rules.length} hunts, ${exports.refused.length} refused`,
  );
  return exports;
}

function caseCalls(os: Implementer['case'], engine: EngineState) {
  return {
    create: os.create.handler(async ({ input }) => {
      const { path, ...about } = input;
      const file = await engine.openCase(() => CaseFile.create(path, about, engine.settings));
      await takeRenewedRanges(file, engine.options.resourcesPath);
      return file.info;
    }),
    open: os.open.handler(
      async ({ input }) => (await engine.openCase(() => CaseFile.open(input.path, engine.settings))).info,
    ),
    close: os.close.handler(async () => {
      await engine.closeCase();
      return null;
    }),
    info: os.info.handler(() => engine.opened?.info ?? null),
    sample: os.sample.handler(async ({ input }) => {
      const about = { name: 'Sample incident', reference: 'SAMPLE' };
      const file = await engine.openCase(() => CaseFile.create(input.path, about, engine.settings));
      const beside = `${input.path.replace(/\.interloper$/i, '')} logs`;
      const path = await copySampleEvidence(engine.options.resourcesPath, beside);
      engine.startImport([{ path, name: 'sample-case' }]);
      return file.info;
    }),
    configure: os.configure.handler(async ({ input }) => {
      await engine.writing((writing, file) => file.configure(writing, input));
      return engine.case.info;
    }),
    remember: os.remember.handler(async ({ input }) => {
      await engine.writing((writing, file) => file.remember(writing, input));
      return null;
    }),
    audit: os.audit.handler(({ input }) => caseAudit(engine.desk, input)),
  };
}

function findingCalls(os: Implementer['findings'], engine: EngineState) {
  return {
    list: os.list.handler(async ({ input }) => {
      const { hunt, severities = [], about, ...page } = input;
      const of = { ...(hunt === undefined ? {} : { hunt }), ...(await findingsAbout(engine.desk, about)) };
      const query = { ...page, ...of, severities };
      return {
        ...(await readFindings(engine.desk, query)),
        muted: await countMuted(engine.desk, of),
        severities: await countSeverities(engine.desk, query),
      };
    }),
    mute: os.mute.handler(({ input }) => muteFindings(engine, input)),
    unmute: os.unmute.handler(({ input }) => unmuteFindings(engine, input.mute_id)),
    mutes: os.mutes.handler(() => listMutes(engine.desk)),
    get: os.get.handler(async ({ input }) => {
      const { findings } = await readFindings(engine.desk, { ids: [input.finding_id], offset: 0, limit: 1 });
      const finding = findings[0];
      const hunt = (await listHunts(engine.desk)).find((one) => one.id === finding?.hunt);
      if (!finding || !hunt) throw new ORPCError('NOT_FOUND', { message: `no finding ${input.finding_id}` });
      return { finding, hunt, events: await findingEvents(engine.desk, finding.finding_id) };
    }),
  };
}

function incidentCalls(os: Implementer['incidents'], engine: EngineState) {
  return {
    list: os.list.handler(async ({ input }) => ({
      ...(await readIncidents(engine.desk, input)),
      gap_hours: await readGap(engine.desk),
    })),
    get: os.get.handler(async ({ input }) => {
      const page = await incidentPage(engine.desk, input.incident_id, engine.readers);
      if (!page) throw new ORPCError('NOT_FOUND', { message: `no incident ${input.incident_id}` });
      return page;
    }),
    configure: os.configure.handler(({ input }) =>
      engine.alone(async (file) => {
        const { job } = file.database;
        await keepGap(job, input.gap_hours);
        await runIncidents(job);
        const gap_hours = await readGap(job);
        await file.audit('incidents.configured', null, `gap of ${gap_hours} hours`);
        return { total: (await readIncidents(job, { offset: 0, limit: 0 })).total, gap_hours };
      }),
    ),
  };
}

function mappingCalls(os: Implementer['mapping'], engine: EngineState) {
  const save = async (mapping: Mapping) => {
    await engine.alone(async (file) => {
      await checkMapping(file.database, mapping, engine.unpacking);
      await saveMapping(file.database.job, mapping);
      await file.audit('mapping.saved', mapping.name, JSON.stringify(mapping));
    });
    return mapping;
  };
  return {
    look: os.look.handler(({ input }) => lookAt(engine.desk, input, engine.unpacking)),
    preview: os.preview.handler(({ input }) =>
      previewOf(engine.desk, input.subject, input.mapping, engine.unpacking),
    ),
    save: os.save.handler(({ input }) => save(input.mapping).then(() => null)),
    list: os.list.handler(() => savedMappings(engine.desk)),
    remove: os.remove.handler(({ input }) =>
      engine.alone(async (file) => {
        await removeMapping(file.database.job, input.name);
        await file.audit('mapping.removed', input.name, null);
        return null;
      }),
    ),
    export: os.export.handler(async ({ input }) => ({
      text: mappingText(await savedMapping(engine.desk, input.name)),
    })),
    import: os.import.handler(({ input }) => save(readMapping(input.text))),
  };
}

function peopleCalls(os: Implementer['people'], engine: EngineState) {
  const decide = (decide: (file: CaseFile) => Promise<[action: string, subject: string, detail: string]>) =>
    engine.alone(async (file) => {
      const [action, subject, detail] = await decide(file);
      await findPeople(file.database.job);
      await runIncidents(file.database.job);
      await file.audit(action, subject, detail);
      return null;
    });
  const deciding = (file: CaseFile, reason: string) => ({ reason, by: file.actor, at: engine.now() });
  return {
    get: os.get.handler(({ input }) => readPerson(engine.desk, input)),
    search: os.search.handler(({ input }) => searchPeople(engine.desk, input.text, input.limit)),
    split: os.split.handler(({ input }) =>
      decide(async (file) => {
        const name = await splitName(file.database.job, input.name_id, deciding(file, input.reason));
        return ['person.split', name, input.reason];
      }),
    ),
    merge: os.merge.handler(({ input }) =>
      decide(async (file) => {
        const { person_id, with_person_id, reason } = input;
        const names = await mergePeople(file.database.job, person_id, with_person_id, deciding(file, reason));
        return ['person.merged', names.join(' = '), reason];
      }),
    ),
    undo: os.undo.handler(({ input }) =>
      decide(async (file) => {
        const name = await undoDecision(file.database.job, input.decision, file.actor, engine.now());
        return ['person.decision undone', name, `decision ${input.decision}`];
      }),
    ),
    decisions: os.decisions.handler(() => readDecisions(engine.desk)),
  };
}

function verdictCalls(os: Implementer['verdicts'], engine: EngineState) {
  return {
    list: os.list.handler(async ({ input: { only = [], about, ...page } }) => {
      const of = await verdictsAbout(engine.desk, about);
      return {
        ...(await readVerdicts(engine.desk, { only, ...of, ...page })),
        counts: await countVerdicts(engine.desk, of),
      };
    }),
    get: os.get.handler(async ({ input }) => {
      const verdict = await oneVerdict(engine.desk, input.verdict_id);
      const events = await verdictEvents(engine.desk, verdict.verdict_id);
      const tree = await drawTree(engine.desk, verdict.tree, verdict.tree_version);
      return { verdict, tree, ways: await treeWays(engine.desk, tree), events };
    }),
    answer: os.answer.handler(({ input: { verdict_id, ...given } }) =>
      engine.alone(async (file) => {
        await answerQuestion(file.database.job, verdict_id, {
          ...given,
          author: file.actor,
          written_at: engine.now(),
        });
        await runIncidents(file.database.job);
        await file.audit('verdict.answered', verdict_id, JSON.stringify(given));
        return oneVerdict(file.database.job, verdict_id);
      }),
    ),
    unanswer: os.unanswer.handler(({ input: { verdict_id, question } }) =>
      engine.alone(async (file) => {
        const { answer, reason } = await unanswerQuestion(file.database.job, verdict_id, question);
        await runIncidents(file.database.job);
        await file.audit(
          'verdict.answer withdrawn',
          verdict_id,
          JSON.stringify({ question, answer, reason }),
        );
        return oneVerdict(file.database.job, verdict_id);
      }),
    ),
    changes: os.changes.handler(({ input }) => readChanges(engine.desk, input)),
    run: os.run.handler(({ input }) => runAsJob(engine, input.tree)),
  };
}

async function oneVerdict(connection: Connection, id: string): Promise<Verdict> {
  const { verdicts } = await readVerdicts(connection, { ids: [id], offset: 0, limit: 1 });
  if (!verdicts[0]) throw new ORPCError('NOT_FOUND', { message: `no verdict ${id}` });
  return verdicts[0];
}

/** Trees run again, which may take a while: as a job, so that it can be followed and stopped. */
async function runAsJob(engine: EngineState, tree: string | undefined): Promise<VerdictChanges> {
  const only = tree === undefined ? undefined : [(await treeIn(engine.desk, tree)).id];
  return await resultOf(engine, 'stopped before the trees had run', async (running, file) => {
    const { job } = file.database;
    running.onStop(() => void job.interrupt());
    running.update({ stage: 'triage' });
    const changes = await runTrees(job, only);
    running.update({ stage: 'incidents' });
    await runIncidents(job);
    return changes;
  });
}

const compareAsJob = (engine: EngineState, { sessions, reason }: Comparison): Promise<Verdict> =>
  resultOf(engine, 'stopped before the sessions were compared', async (running, file) => {
    const { job } = file.database;
    running.onStop(() => void job.interrupt());
    running.update({ stage: 'triage' });
    const given = { reason, author: file.actor, written_at: engine.now() };
    const verdict = await compareSessions(job, sessions, given);
    running.update({ stage: 'incidents' });
    await runIncidents(job);
    const { pick_id, sessions: refs } = verdict.picked ?? {};
    await file.audit(
      'sessions.compared',
      verdict.verdict_id,
      JSON.stringify({ pick_id, sessions: refs, reason }),
    );
    return verdict;
  });

const uncompareAsJob = (engine: EngineState, pick: string): Promise<null> =>
  resultOf(engine, 'stopped before the comparison was taken back', async (running, file) => {
    const { job } = file.database;
    running.onStop(() => void job.interrupt());
    running.update({ stage: 'triage' });
    const { sessions, reason } = await uncompareSessions(job, pick);
    running.update({ stage: 'incidents' });
    await runIncidents(job);
    await file.audit('sessions.comparison withdrawn', pick, JSON.stringify({ sessions, reason }));
    return null;
  });

interface Comparison {
  sessions: [EventChoice, EventChoice];
  reason: string;
}

/** Does the work as a job and gives what it came to. */
async function resultOf<T>(
  engine: EngineState,
  stopped: string,
  work: (running: Job, file: CaseFile) => Promise<T>,
): Promise<T> {
  const done: T[] = [];
  const job = engine.start(async (running, file) => {
    done.push(await work(running, file));
  });
  await job.ended;
  if (done.length === 0) throw new Error(job.current.message ?? stopped);
  return done[0] as T;
}

function networkCalls(os: Implementer['networks'], engine: EngineState) {
  const change = (made: NetworksChange | Promise<NetworksChange>) => changeAsJob(engine, made);
  return {
    list: os.list.handler(({ input }) => networksPage(engine.desk, input)),
    save: os.save.handler(({ input }) => change(savingOf(engine.desk, input))),
    remove: os.remove.handler(({ input }) => change(removalOf(engine.desk, input.prefix))),
    decide: os.decide.handler(({ input }) => change(decisionOf(engine.desk, input))),
    minimums: os.minimums.handler(({ input }) => change(minimumsOf(input))),
    import: os.import.handler(({ input }) => change(importOf(engine.desk, input.text))),
    export: os.export.handler(async ({ input }) => {
      const done = await exportNetworks(engine.desk, input.format);
      await engine.case.audit('networks.exported', null, `${done.networks} networks as ${input.format}`);
      return done;
    }),
  };
}

/** Hunts and trees run again, which may take a while: as a job, so that it can be followed and stopped. */
async function changeAsJob(engine: EngineState, made: NetworksChange | Promise<NetworksChange>) {
  const change = await made;
  return await resultOf(engine, 'stopped before hunts and trees had run again', (running, file) =>
    changeNetworks(running, file, change),
  );
}

async function unlock(
  engine: EngineState,
  { passwords, evidence_id }: { passwords: string[]; evidence_id?: number | undefined },
) {
  const opens =
    evidence_id === undefined
      ? null
      : await opensLine(engine.desk, evidence_id, { ...engine.unpacking, passwords });
  if (opens !== false) engine.remember(passwords);
  return { opens };
}

const configure = (
  engine: EngineState,
  input: { hunt: string; values: Parameters<typeof configureHunt>[2] },
) =>
  engine.alone(async (file) => {
    const difference = await configureHunt(file.database.job, input.hunt, input.values);
    const verdicts = await runTrees(file.database.job);
    await runIncidents(file.database.job);
    const { changed, appeared, gone } = difference;
    const told = { changed, appeared: appeared.length, gone: gone.length, verdicts: verdicts.total };
    await file.audit('hunt.configured', input.hunt, configuredDetail({ values: input.values, ...told }));
    // With the scores that they have within their incidents.
    const ids = difference.appeared.map((one) => one.finding_id);
    const { findings } = await readFindings(file.database.job, { ids, offset: 0, limit: ids.length });
    return { ...difference, appeared: findings, verdicts };
  });

const muteFindings = (engine: EngineState, input: MuteInput) =>
  engine.alone(async (file) => {
    const { job } = file.database;
    const mute = await job.transaction(() => keepMute(job, input, engine.now(), file.actor));
    await runIncidents(job);
    await file.audit('findings.muted', subjectOf(mute), `${spanOf(mute)}: ${mute.reason}`);
    return mute;
  });

const unmuteFindings = (engine: EngineState, id: string) =>
  engine.alone(async (file) => {
    const { job } = file.database;
    const mute = await job.transaction(() => dropMute(job, id));
    await runIncidents(job);
    await file.audit('findings.unmuted', subjectOf(mute), spanOf(mute));
    return null;
  });

const subjectOf = ({ hunt, entity }: Mute): string => `${hunt}, ${entity.kind} ${entity.value}`;
const spanOf = ({ window_start, window_end }: Mute): string =>
  window_start === null ? 'whenever' : `${window_start} to ${window_end ?? ''}`;

async function takeRenewedRanges(file: CaseFile, resourcesPath: string): Promise<void> {
  for (const { path, taken, message } of await importRenewedRanges(file.database.job, resourcesPath))
    await file.audit(taken ? 'data.imported' : 'data.refused', path, message);
}

async function bringData(engine: EngineState, input: BroughtData) {
  const data = await engine.alone((file) => importData(file.database.job, input));
  await engine.case.audit(
    'data.imported',
    input.name ?? input.path,
    `${data.title}, ${data.date ?? 'undated'}, SHA-256 ${data.sha256}`,
  );
  await analyseAgain(engine);
  return data;
}

async function takeDataOut(engine: EngineState, id: string) {
  const data = await engine.alone((file) => removeData(file.database.job, id, engine.options.dataFolder));
  await engine.case.audit('data.removed', id, `${data.title}, ${data.date ?? 'undated'}`);
  await analyseAgain(engine);
  return data;
}

/** Looks at every address again, since the data changed. */
async function analyseAgain(engine: EngineState): Promise<void> {
  const job = engine.start((running, file) =>
    analyse(running, file, { resourcesPath: engine.options.resourcesPath, again: true }),
  );
  await job.ended;
  if (job.current.state === 'failed') throw new Error(job.current.message ?? 'enrichment failed');
}

async function handOverRejects(
  engine: EngineState,
  input: {
    evidence_id?: number | undefined;
    format: RejectFormat;
    path?: string | undefined;
    redact: readonly Redaction[];
  },
  signal?: AbortSignal,
) {
  const { path, redact, ...wanted } = input;
  const redactor = await redactorFor(engine, redact, signal);
  const { desk, unpacking } = engine;
  const { text, done } = await handOver(
    engine,
    path,
    'these rejects are too large to hand over here: use interloper export CASE --rejects FILE',
    (write) => exportRejects({ desk, unpacking, redactor, write, ...wanted }),
  );
  await engine.case.audit('rejects.exported', path ?? null, toldRejects(done.rejects, input.format, redact));
  return { text, ...done };
}
