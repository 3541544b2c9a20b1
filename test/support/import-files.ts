import { Database } from '../../electron/engine/db/database.ts';
import { evidenceList } from '../../electron/engine/desk/ledger.ts';
import { EvidenceImport } from '../../electron/engine/ingest/import-evidence.ts';
import { prepareHere } from '../../electron/engine/ingest/preparing.ts';

let imports = 0;

/** Imports files into a case in this thread; gives its ledger. */
export async function importFiles(database: Database, inputs: readonly { path: string; name: string }[]) {
  const running = new EvidenceImport({
    connection: database.job,
    loaders: database.loading,
    start: (listen) => [
      prepareHere(
        { spoolDirectory: database.spoolDirectory, name: `test-${++imports}`, spoolBytes: 200_000 },
        (message) => listen(0, message),
      ),
    ],
    toolVersion: '0.0.0-test',
    now: () => '2024-06-01T00:00:00.000000Z',
    onProgress: () => undefined,
  });
  await running.run(inputs);
  return evidenceList(database.desk);
}
