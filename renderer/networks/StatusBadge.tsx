import type { NetworkStatus } from '../../shared/networks.ts';
import { text } from '../text.ts';

const TONE: Record<NetworkStatus | 'few', string> = {
  confirmed: 'fine',
  learned: 'open',
  rejected: 'plain',
  few: 'plain',
};

/** `few`: learned, but below the minimums. */
export const StatusBadge = ({ status }: { status: NetworkStatus | 'few' }) => (
  <span className={`badge ${TONE[status]}`} title={text.networks.statusHelp[status]}>
    {text.networks.statuses[status]}
  </span>
);
