import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const secret = (): string => randomBytes(32).toString('hex');

/**
 * Who may come in. The printed address carries a ticket, good once; it buys the cookie of this run. Host and Origin keep out
 * other pages of the same browser, also those that got a name of their own to mean 127.0.0.1.
 */
export class Door {
  private readonly session = secret();
  private ticket: string | null = secret();
  readonly host: string;
  readonly origin: string;

  constructor(private readonly port: number) {
    this.host = `127.0.0.1:${port}`;
    this.origin = `http://${this.host}`;
  }

  /** An address that lets one browser in. */
  address(): string {
    this.ticket ??= secret();
    return `${this.origin}/?token=${this.ticket}`;
  }

  /** The cookie for a ticket, as a header's value; `null` where the ticket is wrong or was used. */
  admit(ticket: string): string | null {
    if (this.ticket === null || !same(ticket, this.ticket)) return null;
    this.ticket = null;
    return `${this.cookieName}=${this.session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  knows(headers: IncomingHttpHeaders): boolean {
    const cookies = (headers.cookie ?? '').split('; ');
    return cookies.some((cookie) => same(cookie, `${this.cookieName}=${this.session}`));
  }

  /** `mustTell`: the request changes something or opens the line, so a browser always names its origin. */
  isOurs(headers: IncomingHttpHeaders, mustTell: boolean): boolean {
    const { host, origin } = headers;
    return host === this.host && (origin === undefined ? !mustTell : origin === this.origin);
  }

  /** Cookies do not know ports: two servers on one computer need two names. */
  private get cookieName(): string {
    return `interloper_${this.port}`;
  }
}

function same(given: string, known: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(known)];
  return a.length === b.length && timingSafeEqual(a, b);
}
