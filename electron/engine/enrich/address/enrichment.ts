import type { Enrichment } from '../shared/enrichment.ts';
import { listDataFiles } from './data-files.ts';
import { enrichAddresses } from './enrich-addresses.ts';
import { openNetworkData } from './network-data.ts';
import { openPlaceData } from './place-data.ts';

export const enrichment: Enrichment = {
  id: 'address',
  open: (location) => Promise.all([openPlaceData(location), openNetworkData(location)]),
  run: enrichAddresses,
  dataFiles: listDataFiles,
};
