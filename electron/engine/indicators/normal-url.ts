import { getDomain } from 'tldts';
import { unwrapOnce } from './rewritten-url.ts';

/** An address in the one form in which two are compared. */
export interface NormalUrl {
  /** `host/path?query`, without scheme, user, usual port, closing slash and fragment. */
  normalised: string;
  host: string;
  /** By the public suffix list, with the suffixes of providers that give names to their customers; an IP address stands for itself. */
  registrable_domain: string;
}

/** A link of a message: itself, and what it leads to where a gateway rewrote it. */
export interface Link {
  /** The address that was rewritten, or the domain where the gateway tells no more; `null` where it is as it was sent. */
  inner: (NormalUrl & { is_domain_only: boolean }) | null;
  outer: NormalUrl;
}

/** Addresses may be written so that nobody follows them: `hxxp://a[.]b`. */
export const refang = (text: string): string =>
  text
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replaceAll(/[[({]\s*(?:\.|dot)\s*[\])}]/gi, '.')
    .replaceAll(/\[:\]|\[:\/\/\]|:\[\/\/\]/g, (mark) => mark.replaceAll(/[[\]]/g, ''))
    .replaceAll(/[[(]@[\])]|\[at\]/gi, '@')
    .replaceAll(/\[\/\]/g, '/')
    .replace(/^(h)(?:xx|XX|tt|\*\*)(p)(s?)(?=:)/i, 'http$3')
    .replace(/^fxp(?=:)/i, 'ftp');

/** `null` for a text that is no address of a web page. */
export function normalUrl(text: string): NormalUrl | null {
  const url = parse(text);
  return url && normal(url);
}

/** The link with what it was rewritten from; `null` for a text that is no address. */
export function readLink(text: string): Link | null {
  const url = parse(text);
  const outer = url && normal(url);
  if (!outer) return null;
  return { outer, inner: innermost(url) };
}

/** One gateway may have rewritten what another did. */
const MOST_WRAPPINGS = 5;

function innermost(url: URL): Link['inner'] {
  let found: Link['inner'] = null;
  let current = url;
  for (let count = 0; count < MOST_WRAPPINGS; count++) {
    const inner = unwrapOnce(current);
    if (!inner) break;
    const next = parse('host' in inner ? inner.host : inner.url);
    const read = next && normal(next);
    if (!read) break;
    found = { ...read, is_domain_only: 'host' in inner };
    current = next;
  }
  return found;
}

function parse(text: string): URL | null {
  const refanged = refang(text);
  if (/^(mailto|javascript|data|tel|sms|cid|about|file):/i.test(refanged)) return null;
  // A log may leave out the scheme; `host:port` would be read as one.
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(refanged) ? refanged : `http://${refanged}`;
  try {
    const url = new URL(whole);
    return /^(https?|ftp):$/.test(url.protocol) && /[.:]/.test(url.hostname) ? url : null;
  } catch {
    return null;
  }
}

function normal(url: URL): NormalUrl {
  const host = url.hostname.replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1');
  // A proxy may write the port where no scheme tells that it is the usual one.
  const port = url.port === '' || url.port === '443' || url.port === '80' ? '' : `:${url.port}`;
  const path = sameEscapes(url.pathname).replace(/\/+$/, '');
  const query = url.search === '?' ? '' : sameEscapes(url.search);
  return { normalised: `${host}${port}${path}${query}`, host, registrable_domain: registrable(host) };
}

/** Escapes of characters that need none are written out; the others have capital digits. */
const sameEscapes = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (escape, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
  });

export const registrable = (host: string): string => getDomain(host, { allowPrivateDomains: true }) ?? host;
