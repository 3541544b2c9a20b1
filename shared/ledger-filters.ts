import { z } from 'zod';
import type { EvidenceStatus } from './model.ts';

/** Parts of the ledger that a person may look at. */
export const LedgerFilter = z.enum(['all', 'loaded', 'rejects', 'unrecognised', 'locked', 'failed', 'other']);
export type LedgerFilter = z.infer<typeof LedgerFilter>;

interface LedgerLine {
  status: z.infer<typeof EvidenceStatus>;
  rejects: number;
}

export const FILTERS: Record<LedgerFilter, (line: LedgerLine) => boolean> = {
  all: () => true,
  loaded: (line) => line.status === 'loaded' || line.status === 'importing',
  rejects: (line) => line.rejects > 0,
  unrecognised: (line) => line.status === 'unrecognised',
  locked: (line) => line.status === 'locked',
  failed: (line) => line.status === 'failed' || line.status === 'empty',
  other: (line) => line.status === 'duplicate' || line.status === 'declared',
};
