/** What a link that a mail gateway rewrote led to: an address, or only its host where the link tells no more. */
export type Inner = { url: string } | { host: string };

type Unwrap = (url: URL) => Inner | null;

const inParameter =
  (...names: readonly string[]): Unwrap =>
  (url) => {
    for (const name of names) {
      const value = url.searchParams.get(name);
      if (value) return { url: value };
    }
    return null;
  };

/** The gateways whose form is documented, by host. */
const GATEWAYS: readonly (readonly [host: RegExp, unwrap: Unwrap])[] = [
  [/^urldefense\.(proofpoint\.)?com$|^urldefense\.us$/, proofpoint],
  [/(^|\.)safelinks\.protection\.(outlook\.com|office365\.us)$/, inParameter('url')],
  [/(^|\.)(mimecast|mimecastprotect)\.com$/, mimecast],
  [/^linkprotect\.cudasvc\.com$/, inParameter('a')],
  [/^clicktime\.symantec\.com$/, inParameter('u')],
  [/^protect\d*\.(fireeye|trellix)\.com$/, inParameter('u')],
  [/\.trendmicro\.com$/, inParameter('url')],
  [/\.protection\.sophos\.com$/, sophos],
  [/^secure-web\.cisco\.com$/, cisco],
];

/** `null` for a link that no known gateway rewrote. */
export function unwrapOnce(url: URL): Inner | null {
  const gateway = GATEWAYS.find(([host]) => host.test(url.hostname));
  return gateway?.[1](url) ?? null;
}

function proofpoint(url: URL): Inner | null {
  const version = /^\/v([123])\//.exec(url.pathname)?.[1];
  if (version === '1') return inParameter('u')(url);
  if (version === '2') {
    const written = /[?&]u=([^&]*)/.exec(url.search)?.[1];
    return written ? decoded(written.replaceAll('-', '%').replaceAll('_', '/')) : null;
  }
  return version === '3' ? thirdVersion(url.href) : null;
}

/**
 * Version 3 keeps the address between `__` and `__;` with `*` for each character that was taken out, and `**X` for a run of them whose
 * length X tells; the characters follow in base64.
 */
function thirdVersion(href: string): Inner | null {
  const parts = /\/v3\/__(.+?)__;(.*?)!/.exec(href);
  if (!parts) return null;
  const [, written = '', packed = ''] = parts;
  const taken = [...Buffer.from(packed, 'base64url').toString('utf8')];
  const inner = decoded(written);
  if (inner === null) return null;
  let at = 0;
  const url = inner.url.replaceAll(/\*(?:\*(.))?/g, (_whole, length: string | undefined) => {
    const count = length === undefined ? 1 : RUN_LENGTHS.indexOf(length) + 2;
    const run = taken.slice(at, at + count).join('');
    at += count;
    return run;
  });
  return { url: url.replace(/^([a-z][a-z0-9+.-]*:\/)([^/])/i, '$1/$2') };
}
const RUN_LENGTHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Mimecast keeps the address to itself; its links name only the domain. */
function mimecast(url: URL): Inner | null {
  const domain = url.searchParams.get('domain');
  return domain && /^\/s(\/|\?|$)/.test(url.pathname) ? { host: domain } : null;
}

function sophos(url: URL): Inner | null {
  const packed = url.searchParams.get('u');
  const inner = packed ? Buffer.from(packed, 'base64').toString('utf8') : '';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(inner)) return { url: inner };
  const domain = url.searchParams.get('d');
  return domain ? { host: domain } : null;
}

function cisco(url: URL): Inner | null {
  const last = url.pathname.split('/').at(-1) ?? '';
  return /^https?%3A/i.test(last) ? decoded(last) : null;
}

function decoded(written: string): { url: string } | null {
  try {
    return { url: decodeURIComponent(written) };
  } catch {
    return null;
  }
}
