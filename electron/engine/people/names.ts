import type { PersonKind } from '../../../shared/people.ts';

/** A name or an id of somebody: `key` is its kind and its text in lower case, the same whatever source wrote it. */
export interface Name {
  key: string;
  kind: NameKind;
  /** In lower case. */
  text: string;
  is: PersonKind;
}
/** `login` is an account name without an address; `session` a role session's principal id. */
export type NameKind = 'address' | 'login' | 'instance' | 'arn' | 'session' | 'id';

/** Accounts that every system has, or that no single person holds: never a reason to join. */
const SHARED_NAMES = new Set(
  `root admin administrator administrators system guest user users test nobody daemon anonymous unknown default defaultaccount
  ec2-user ubuntu centos debian fedora opc azureuser vagrant jenkins ansible terraform deploy deployer deployment build ci cd
  backup monitor monitoring operator ops devops security support service svc info contact office hello mail mailbox postmaster
  webmaster hostmaster abuse noreply no-reply donotreply do-not-reply sales marketing hr jobs careers finance billing invoices
  accounting helpdesk it team accounts payments reception kubernetes-admin cluster-admin masterclient aksservice front-proxy-client
  wdagutilityaccount krbtgt www-data postgres mysql oracle local service network service localservice networkservice session`
    .split(/\s+/)
    .concat('local service', 'network service'),
);
const FREE_MAIL =
  /@(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|mail|proton|protonmail|pm|yandex|qq|163|126|t-online)\.[a-z.]+$/;

const ADDRESS = /^[^\s@\\/:]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_GUID = /^[0-]+$/;
/** Ids that name one account wherever they stand: of Entra, Okta, Windows domains, IAM users and IAM Identity Center. */
const IDS = [
  /^00u[0-9a-z]{5,}$/,
  /^s-1-(?:5-21|12-1)-[\d-]+$/,
  /^aida[0-9a-z]{5,}$/,
  /^[0-9a-f]{10}-[0-9a-f-]{36}$/,
];
const SERVICE_NAME =
  /^((svc|srv|sa|service|bot|app|shared|team)[._-]|aws-|awsreservedsso_|awsservicerolefor|system:|nt (authority|service)\\|(window manager|font driver host)\\|(umfd|dwm)-\d+$|_[a-z]+$)|\.amazonaws\.com$/;
const INSTANCE = /^i-[0-9a-f]{8,17}$/;

const named = (kind: NameKind, text: string, is: PersonKind): Name => ({
  key: `${kind}:${text}`,
  kind,
  text,
  is,
});

/** A name that no rule may join by its text alone. */
export const isShared = (login: string): boolean => SHARED_NAMES.has(login) || SERVICE_NAME.test(login);

/** The name that a text of a name's column is; `null` for none. */
export function nameOf(given: string): Name | null {
  const text = given.trim().toLowerCase();
  if (text === '' || text === '-' || text === 'unknown' || text === 'n/a') return null;
  if (text.startsWith('arn:')) return arnName(text);
  if (INSTANCE.test(text)) return named('instance', text, 'machine');
  if (text.startsWith('system:node:') || /^[^@\s]+\$$/.test(text)) return named('login', text, 'machine');
  if (ADDRESS.test(text)) return named('address', text, isShared(localPart(text)) ? 'service' : 'person');
  const id = idOf(text);
  if (id) return id;
  return named('login', text, isShared(text) || isShared(bareLogin(text)) ? 'service' : 'unknown');
}

/** The id that a text of an id's column is; `null` for one that several people may have, such as the number of a local user. */
export function idOf(given: string): Name | null {
  const text = given.trim().toLowerCase();
  if (/^(aroa[0-9a-z]+|\d{12}):./.test(text))
    return sessionName('session', text, text.slice(text.indexOf(':') + 1));
  const user = /^aws-iam-authenticator:\d{12}:(aida[0-9a-z]+)$/.exec(text)?.[1] ?? text;
  if (IDS.some((pattern) => pattern.test(user))) return named('id', user, 'unknown');
  return GUID.test(user) && !NO_GUID.test(user) ? named('id', user, 'unknown') : null;
}

/** A role's ARN names nobody: only its sessions do. */
export function arnName(given: string): Name | null {
  const text = given.trim().toLowerCase();
  const session = sessionOf(text);
  if (session) return sessionName('arn', text, session.name, session.role);
  if (/^arn:[^:]*:iam::\d*:root$/.test(text)) return named('arn', text, 'service');
  if (/^arn:[^:]*:iam::\d*:user\//.test(text)) return named('arn', text, 'unknown');
  return /^arn:[^:]*:sts::\d*:federated-user\//.test(text) ? named('arn', text, 'unknown') : null;
}

function sessionName(kind: 'arn' | 'session', text: string, name: string, role = ''): Name {
  if (INSTANCE.test(name)) return named(kind, text, 'machine');
  if (role.startsWith('awsservicerolefor')) return named(kind, text, 'service');
  return named(kind, text, isSsoRole(role) ? 'person' : 'unknown');
}

/** Role and name of the session in the ARN of an assumed role. */
export function sessionOf(arn: string): { role: string; name: string } | null {
  const found = /^arn:[^:]*:sts::\d*:assumed-role\/(.+)\/([^/]+)$/.exec(arn);
  return found?.[1] && found[2] ? { role: found[1].split('/').at(-1) ?? '', name: found[2] } : null;
}

/** The name that whoever began the session gave it, or its IAM user has; empty for others. */
export function ownNameIn({ kind, text }: Pick<Name, 'kind' | 'text'>): string {
  if (kind === 'session') return text.slice(text.indexOf(':') + 1);
  if (kind !== 'arn') return '';
  return sessionOf(text)?.name ?? /:(?:user|federated-user)\/(?:.*\/)?([^/]+)$/.exec(text)?.[1] ?? '';
}

export const isSsoRole = (role: string): boolean => role.startsWith('awsreservedsso_');
export const isInstance = (text: string): boolean => INSTANCE.test(text);
export const isIamUser = ({ kind, text }: Pick<Name, 'kind' | 'text'>): boolean =>
  kind === 'arn' && /:user\//.test(text);

export const localPart = (address: string): string => address.slice(0, address.lastIndexOf('@'));
export const isFreeMail = (address: string): boolean => FREE_MAIL.test(address);
/** The directory's own domain of a tenant, and guests of others: less fit to stand for a person. */
export const isTenantAddress = (address: string): boolean =>
  address.endsWith('.onmicrosoft.com') || address.includes('#ext#');

/** The address of the home tenant inside a guest's name: `ada_example.com#EXT#@fabrikam.onmicrosoft.com`. */
export function guestAddress(address: string): string | null {
  const at = address.indexOf('#ext#@');
  const split = at < 0 ? -1 : address.lastIndexOf('_', at);
  if (split <= 0) return null;
  const home = `${address.slice(0, split)}@${address.slice(split + 1, at)}`;
  return ADDRESS.test(home) ? home : null;
}

/** Without the Windows domain before it. */
export const bareLogin = (login: string): string => login.slice(login.lastIndexOf('\\') + 1);
export const loginDomain = (login: string): string | null =>
  login.includes('\\') ? login.slice(0, login.lastIndexOf('\\')) : null;

/**
 * Whether an account name says more than a first name: one of two parts (`ada.lovelace`), or a staff number (`u123456`). A single word
 * could be anybody's who is called so.
 */
export const isTelling = (login: string): boolean =>
  !isShared(login) && /^[^\s._-]+(?:[._-][^\s._-]+)+$|^[a-z]{1,3}\d{4,}$/.test(login);
