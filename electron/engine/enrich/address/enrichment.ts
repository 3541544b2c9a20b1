import type { Enrichment } from '../shared/enrichment.ts';
import { listDataFiles } from './data-files.ts';
import { enrichAddresses } from './enrich-addresses.ts';

export const enrichment: Enrichment = {
  id: 'address',
  run: enrichAddresses,
  dataFiles: listDataFiles,
};
