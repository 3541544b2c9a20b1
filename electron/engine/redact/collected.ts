import type { PseudonymKind } from '../../../shared/redaction.ts';
import { addressOf } from './addresses.ts';
import { folded } from './known-pseudonyms.ts';
import { EMAIL_TEXT, emailOf, hostNameOf, personOfArn, windowsAccountOf } from './name-parts.ts';
import { isNobody } from './words.ts';

const EMAILS = new RegExp(`(?<![\\p{L}\\p{N}_])${EMAIL_TEXT}`, 'gu');
const ADDRESSES4 = /(?<![\p{L}\d.]|\p{L}\/)\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/gu;
const ADDRESSES6 = /(?<![\p{L}\d:])[0-9a-f:]{2,39}(?:\d?(?:\.\d{1,3}){3})?(?![\p{L}\d])/giu;
const HOSTS = /[a-z]{2,8}:\/\/(?:[^\s/@"'<>\\]{1,200}@)?([^\s/?#:"'<>\\()[\]{},;]{1,255})/giu;
const HOMES = /[\\/](?:home|users)[\\/]{1,2}([^\\/\s"'<>:;,]{1,64})/giu;
const ENCODED = /%(40|3a|2f|5c)/gi;

/** What the evidence has of names, addresses and domains, each in one spelling. */
export class Collected {
  private readonly values = new Map<PseudonymKind, Set<string>>();

  constructor(private readonly services: ReadonlySet<string>) {}

  of = (kind: PseudonymKind): ReadonlySet<string> => this.values.get(kind) ?? new Set();

  everything = (): string[] => [...this.values.values()].flatMap((values) => [...values]);

  /** The name of a person or account, as a field has it. */
  user(text: string): void {
    const name = text.trim();
    const email = emailOf(name);
    const account = windowsAccountOf(name);
    const person = personOfArn(name);
    if (email) this.email(email);
    else if (person !== null) this.user(person);
    else if (account) {
      this.add('user', account.account);
      this.host(account.domain, 'domain');
    } else if (!addressOf(name) && !/^arn:/.test(name)) {
      this.add('user', name);
      this.add('user', text);
    }
  }

  /** The name of a device, alone or with its domain. */
  device(text: string): void {
    const name = text.trim();
    const parts = hostNameOf(name);
    if (addressOf(name) || this.services.has(name.toLowerCase())) return;
    if (parts === null) this.add('host', name);
    else if (parts.labels === '') this.add('domain', parts.domain);
    else {
      this.add('host', parts.labels);
      this.add('domain', parts.domain);
    }
  }

  /** The name of a host, as a field or the address of a page has it. */
  host(text: string, alone: 'domain' | null = null): void {
    if (this.services.has(text.toLowerCase())) return;
    const parts = hostNameOf(text);
    if (parts !== null) {
      this.add('domain', parts.domain);
      if (parts.labels !== '') this.add('site', parts.labels);
    } else if (alone !== null) this.add(alone, text);
  }

  /** Whatever shows by its form what it is, anywhere in a text. */
  text(text: string): void {
    const plain = text.replace(ENCODED, (code) => decodeURIComponent(code)).replaceAll('\\/', '/');
    for (const [found] of plain.matchAll(EMAILS)) this.email(emailOf(found));
    for (const [found] of plain.matchAll(ADDRESSES4)) this.address(found);
    for (const [found] of plain.matchAll(ADDRESSES6)) this.address(found.replace(/(?<!:):$/, ''));
    for (const [, host = ''] of plain.matchAll(HOSTS)) this.host(host.replace(/[.]$/, ''));
    for (const [, name = ''] of plain.matchAll(HOMES)) this.add('user', name);
  }

  address(text: string): void {
    const found = addressOf(text.trim());
    if (found === null) return;
    this.add('address', found.address);
    this.add('network', found.network);
  }

  private email(parts: { local: string; host: string } | null): void {
    if (parts === null) return;
    this.add('user', parts.local);
    this.host(parts.host);
  }

  private add(kind: PseudonymKind, text: string): void {
    const value = folded(text);
    if (isNobody(value)) return;
    const values = this.values.get(kind) ?? new Set<string>();
    this.values.set(kind, values.add(value));
  }
}
