import hosting from '../../../../resources/networks/hosting-networks.json';

const reasons = new Map(hosting.networks.map(({ asn, name, reason }) => [asn, `${name}: ${reason}`]));

/**
 * Why a network is on our list of hosting, VPS, VPN-exit, proxy and Tor-exit networks; null where it is not. It is a label with its
 * reason, never a verdict, and a network that is not listed may rent out servers all the same.
 */
export const hostingReason = (asNumber: number): string | null => reasons.get(asNumber) ?? null;
