import { isoMicros } from '../../../db/database.ts';
import { bounds } from '../../../desk/positions.ts';
import { evidenceRows } from '../../../desk/ledger.ts';
import { jsonText, shownText } from '../../escapes.ts';
import { reportedFindings } from '../../reported-findings.ts';
import { reportedVerdicts } from '../../reported-verdicts.ts';
import type { ExportContext, ExportFormat, Write } from '../definition.ts';
import { citedObservables } from './cited.ts';
import { ourId } from './ids.ts';
import type { StixObject } from './observables.ts';
import { objectsOf, ofFinding, ofVerdict, type Saying } from './statements.ts';

export const format: ExportFormat = {
  id: 'stix',
  title: 'STIX 2.1 bundle',
  purpose:
    'Findings and verdicts with their addresses, accounts and techniques, for a threat intelligence platform.',
  files: 'one',
  extension: '.json',
  options: [],
  redactable: true,
  write: (context, out) => out.file('', (write) => writeBundle(context, write)),
};

async function writeBundle(context: ExportContext, write: Write): Promise<void> {
  const content = await contentOf(context);
  const at = await lastTime(context);
  await write(`{"type":"bundle","id":${jsonText(ourId('bundle', ...content))},"objects":[`);
  const written: string[] = [];
  const known = new Set<string>();
  const add = async (object: StixObject) => {
    if (known.has(object.id)) return;
    await write(`${written.length === 0 ? '' : ','}\n${jsonText(object)}`);
    known.add(object.id);
    written.push(object.id);
  };
  const identity = identityOf(at);
  await add(identity);
  for await (const object of objects(context, { by: identity.id, at })) await add(object);
  await add(reportOf(context, content, written, { by: identity.id, at }));
  await write('\n]}\n');
}

/** What makes this bundle another: the program, the case and the evidence. */
async function contentOf({ desk, info }: ExportContext): Promise<string[]> {
  const hashes = (await evidenceRows(desk)).map(({ sha256 }) => sha256 ?? '').sort();
  return [info.tool.version, info.case.name, ...hashes];
}

/** Of the evidence: what is said has no other time, for the clock of the computer would make two bundles of one case differ. */
async function lastTime({ desk }: ExportContext): Promise<string> {
  const { last } = await bounds(desk, []);
  return isoMicros(last);
}

async function* objects({ desk, info }: ExportContext, saying: Saying): AsyncGenerator<StixObject> {
  const cited = await citedObservables(desk);
  for await (const finding of reportedFindings(desk, info.readers))
    if (finding.muted === null) yield* objectsOf(ofFinding(finding), cited.get(finding.id) ?? [], saying);
  for await (const verdict of reportedVerdicts(desk, info.readers, { custody: false }))
    yield* objectsOf(ofVerdict(verdict), cited.get(verdict.id) ?? [], saying);
}

function identityOf(at: string): StixObject {
  return {
    type: 'identity',
    spec_version: '2.1',
    id: ourId('identity', 'Interloper'),
    created: at,
    modified: at,
    name: 'Interloper',
    identity_class: 'system',
  };
}

const reportOf = (
  { info }: ExportContext,
  content: readonly string[],
  refs: readonly string[],
  { by, at }: Saying,
): StixObject => ({
  type: 'report',
  spec_version: '2.1',
  id: ourId('report', ...content),
  created_by_ref: by,
  created: at,
  modified: at,
  name: shownText(info.case.name) || 'case',
  report_types: ['observed-data'],
  published: at,
  object_refs: refs,
});
