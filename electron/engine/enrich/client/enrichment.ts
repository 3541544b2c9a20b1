import type { Enrichment } from '../shared/enrichment.ts';
import { clientRules } from './client-rules.ts';
import { enrichClients } from './enrich-clients.ts';

export const enrichment: Enrichment = {
  id: 'client',
  run: enrichClients,
  dataFiles: () => Promise.resolve([clientRules]),
};
