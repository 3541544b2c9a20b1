import { BOM } from '../../cells.ts';
import { exportRejects } from '../../export-rejects.ts';
import { eventTable } from '../../tables/events.ts';
import { evidenceTable } from '../../tables/evidence.ts';
import { findingTable } from '../../tables/findings.ts';
import { allProfiles } from '../../tables/profiles.ts';
import { writeCsv, type Table } from '../../tables/table.ts';
import { verdictTable } from '../../tables/verdicts.ts';
import type { ExportFormat } from '../definition.ts';

export const format: ExportFormat = {
  id: 'csv',
  title: 'CSV tables',
  purpose: 'Evidence, events, findings, verdicts, session profiles and rejects as tables for a spreadsheet.',
  files: 'several',
  extension: '.csv',
  options: ['bom'],
  redactable: true,
  async write({ desk, ask, info: { readers }, unpacking, bom }, out) {
    const begin = bom ? BOM : '';
    const tables: Record<string, Table> = {
      evidence: evidenceTable(desk),
      events: eventTable(desk, []),
      findings: findingTable(desk, readers),
      verdicts: verdictTable(desk, readers),
      profiles: allProfiles(ask),
    };
    for (const [name, table] of Object.entries(tables))
      await out.file(`${name}.csv`, async (write) => {
        await write(begin);
        await writeCsv(table, write);
      });
    await out.file('rejects.csv', async (write) => {
      await write(begin);
      await exportRejects({ desk, format: 'csv', unpacking, write });
    });
  },
};
