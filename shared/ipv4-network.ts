const OCTET = /^(?:0|[1-9]\d{0,2})$/;

/**
 * A regular expression that finds exactly the IPv4 addresses of a network such as `192.0.2.0/24`, also as they stand in IPv6;
 * `null` where that is no network of IPv4.
 */
export function networkExpression(network: string): string | null {
  const [address = '', bits = '', ...more] = network.split('/');
  const octets = address.split('.');
  if (more.length > 0 || octets.length !== 4 || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return null;
  if (!octets.every((octet) => OCTET.test(octet) && Number(octet) < 256)) return null;
  const parts = octets.map((octet, at) => {
    const fixed = Math.min(8, Math.max(0, Number(bits) - 8 * at));
    const size = 2 ** (8 - fixed);
    const first = Math.floor(Number(octet) / size) * size;
    return `(?:${Array.from({ length: size }, (_, index) => first + index).join('|')})`;
  });
  return `^(?:::ffff:)?${parts.join('\\.')}$`;
}
