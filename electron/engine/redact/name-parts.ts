import { getDomain } from 'tldts';

/** A name of a host: what stands before the registrable domain (nothing: empty), and that. */
export interface HostName {
  labels: string;
  domain: string;
}

/** By the public suffix list; a name that it does not know is split before its last two words. `null` for what is no dotted name. */
export function hostNameOf(text: string): HostName | null {
  const host = text.toLowerCase().replace(/\.$/, '');
  if (!DOTTED_NAME.test(host)) return null;
  const domain = getDomain(host, { allowPrivateDomains: true }) ?? host.split('.').slice(-2).join('.');
  return { labels: host.slice(0, -domain.length).replace(/\.$/, ''), domain };
}

const DOTTED_NAME =
  /^[\p{L}\p{M}\p{N}_-]{1,63}(\.[\p{L}\p{M}\p{N}_-]{1,63}){0,9}\.\p{L}[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{N}]$/u;

/** An address of a person, as it is found inside of a text. */
export const EMAIL_TEXT =
  "[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}._+-]|(?<=\\p{L})'(?=\\p{L})){0,63}@(?:[\\p{L}\\p{M}\\p{N}_-]{1,63}\\.){1,9}\\p{L}[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{N}]";

const EMAIL = /^([^\s@"<>()[\]\\,;:]{1,64})@([^\s@]{1,255})$/;

/** The parts of an address of a person; `null` for what is none. */
export function emailOf(text: string): { local: string; host: string } | null {
  const [, local, host] = EMAIL.exec(text.trim()) ?? [];
  return local !== undefined && host !== undefined && hostNameOf(host) !== null ? { local, host } : null;
}

/** The domain and the account of `CORP\ada`; `null` for another text. */
export function windowsAccountOf(text: string): { domain: string; account: string } | null {
  const [, domain, account] = /^([^\\/@\s][^\\/@]{0,254})\\([^\\]+)$/.exec(text) ?? [];
  return domain !== undefined && account !== undefined ? { domain, account } : null;
}

/** Who may be a person in an ARN or in the id of a principal: a user, or the name that a session was given. `null`: nobody. */
export function personOfArn(text: string): string | null {
  const [, name] =
    /^arn:[^:]*:(?:iam|sts)::\d*:(?:user|federated-user|assumed-role\/[^/]+)\/(?:.*\/)?([^/]+)$/.exec(text) ??
    /^A[A-Z0-9]{15,}:(.+)$/.exec(text) ??
    [];
  // An instance names the session of its role.
  return name === undefined || /^i-[0-9a-f]+$/.test(name) ? null : name;
}
