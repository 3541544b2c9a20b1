/**
 * What kind of program a user agent names:
 * `browser`; `mobile app`, an installed app of a phone or a desktop (Entra's "mobile apps and desktop clients", `device_kind` tells
 * which); `cli`; `sdk`; `iac`, infrastructure as code; `script`, a general HTTP library, an interpreter or a remote-controlled browser;
 * `service`, something that acts without a person: a cloud service or console backend, an agent, a crawler; `tool`, a program for
 * security work or storage browsing that names itself; `unknown`.
 */
export type ClientKind =
  'browser' | 'mobile app' | 'cli' | 'sdk' | 'iac' | 'script' | 'service' | 'tool' | 'unknown';

/**
 * What a user agent says. `os_name` is the same word in every generation of a client: `Linux`, `Windows`, `macOS`, `iOS`, `Android`,
 * `ChromeOS`, `FreeBSD` …; it is null where no system is named, or where the one named is a cloud service's own.
 * `os_version`: of Linux the kernel and, in brackets, the distribution (`5.10 (Kali)`), either alone where only one is known;
 * of Windows NT 10.0 always `10`; of macOS known by its Darwin number only the release (`14`).
 * `device_kind`: desktop, mobile, tablet, tv, watch, console, headset, embedded; of machine clients function, container or cloud shell.
 */
export interface Client {
  client_name: string | null;
  client_version: string | null;
  client_kind: ClientKind;
  os_name: string | null;
  os_version: string | null;
  device_kind: string | null;
}

/** Of a text that says nothing. */
export const UNKNOWN_CLIENT: Readonly<Client> = {
  client_name: null,
  client_version: null,
  client_kind: 'unknown',
  os_name: null,
  os_version: null,
  device_kind: null,
};

/** One row of the table of clients; the first row that fits a text names it. It fits by a product token or by its pattern. */
export interface ClientRule {
  name: string;
  kind: ClientKind;
  /** Product tokens in lower case: `aws-cli` fits `aws-cli/2.15.0`, whose version it then takes. */
  products?: readonly string[];
  /** The groups `version` and `name`, where it has them, win over what else is known. */
  pattern?: RegExp;
  /** The system when no token names one; null when the system named is not the one of whoever acts. */
  os?: string | null;
}
