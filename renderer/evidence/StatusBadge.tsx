import type { EvidenceStatus } from '../../shared/model.ts';
import { text } from '../text.ts';

const LOOK: Record<EvidenceStatus, { tone: string; sign: string }> = {
  importing: { tone: 'plain', sign: '…' },
  loaded: { tone: 'fine', sign: '✓' },
  archive: { tone: 'plain', sign: '▤' },
  duplicate: { tone: 'plain', sign: '＝' },
  unrecognised: { tone: 'open', sign: '?' },
  declared: { tone: 'plain', sign: '–' },
  failed: { tone: 'risk-3', sign: '!' },
  locked: { tone: 'open', sign: '🔒︎' },
  empty: { tone: 'plain', sign: '∅' },
};

export function StatusBadge({ status }: { status: EvidenceStatus }) {
  const { tone, sign } = LOOK[status];
  return (
    <span className={`badge ${tone}`} title={text.statusNext[status]}>
      <span aria-hidden="true">{sign}</span>
      {text.status[status]}
    </span>
  );
}
