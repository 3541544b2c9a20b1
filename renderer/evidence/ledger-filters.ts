import type { Evidence } from '../../shared/model.ts';

export type LedgerFilter = 'all' | 'loaded' | 'rejects' | 'unrecognised' | 'locked' | 'failed' | 'other';

export const FILTERS: Record<LedgerFilter, (line: Evidence) => boolean> = {
  all: () => true,
  loaded: (line) => line.status === 'loaded' || line.status === 'importing',
  rejects: (line) => line.rejects > 0,
  unrecognised: (line) => line.status === 'unrecognised',
  locked: (line) => line.status === 'locked',
  failed: (line) => line.status === 'failed' || line.status === 'empty',
  other: (line) => line.status === 'duplicate' || line.status === 'declared',
};
