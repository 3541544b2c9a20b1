import { createHash } from 'node:crypto';
import { isoMicros } from '../../../db/database.ts';
import { bounds } from '../../../desk/positions.ts';
import { jsonText, shownText } from '../../escapes.ts';
import { redactionNote } from '../../redaction-note.ts';
import { reportedFindings } from '../../reported-findings.ts';
import { reportedVerdicts } from '../../reported-verdicts.ts';
import type { ExportContext, ExportFormat, Write } from '../definition.ts';
import { citedObservables } from './cited.ts';
import { ALWAYS, contentId, ourId } from './ids.ts';
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

/** The ids of report and bundle are of all that they hold, which is known at the end: that of the bundle stands behind its objects. */
async function writeBundle(context: ExportContext, write: Write): Promise<void> {
  await write('{"type":"bundle","objects":[');
  const written: string[] = [];
  const known = new Set<string>();
  const content = createHash('sha256');
  const add = async (object: StixObject) => {
    if (known.has(object.id)) return;
    const text = jsonText(object);
    await write(`${written.length === 0 ? '' : ','}\n${text}`);
    content.update(`${text}\n`);
    known.add(object.id);
    written.push(object.id);
  };
  const by = IDENTITY.id;
  const at = await lastTime(context);
  await add(IDENTITY);
  for await (const object of objects(context, { by, at })) await add(object);
  const report = reportOf(context, content.copy().digest('hex'), written, { by, at });
  await add(report);
  await write(`\n],"id":${jsonText(ourId('bundle', content.digest('hex')))}}\n`);
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

const IDENTITY: StixObject = {
  type: 'identity',
  spec_version: '2.1',
  id: ourId('identity', 'Interloper'),
  created: ALWAYS,
  modified: ALWAYS,
  name: 'Interloper',
  identity_class: 'system',
};

/** `content`: the hash of all objects before it, some of which a reference does not tell apart. */
function reportOf(
  { info }: ExportContext,
  content: string,
  refs: readonly string[],
  { by, at }: Saying,
): StixObject {
  const note = redactionNote(info.redacted);
  const said = {
    created_by_ref: by,
    created: at,
    modified: at,
    name: shownText(info.case.name) || 'case',
    ...(note !== null && { description: note }),
    report_types: ['observed-data'],
    published: at,
    object_refs: refs,
  };
  return { type: 'report', spec_version: '2.1', id: contentId('report', [content], said), ...said };
}
