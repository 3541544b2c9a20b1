import { UAParser } from 'ua-parser-js';
import { UNKNOWN_CLIENT, type Client, type ClientKind } from './client.ts';
import { distributionOf, NO_SYSTEM, systemNamed, type System } from './system.ts';

/** Systems that ua-parser-js names by their distribution. */
const LINUX =
  /^(?:arch|centos|debian|fedora|gentoo|gnu|kubuntu|linpus|linux|linux mint|mageia|mandriva|manjaro|mint|pclinuxos|raspbian|red hat|redhat|sabayon|slackware|suse|tails|ubuntu|xubuntu|vectorlinux|zenwalk|deepin|elementary os)$/i;

/** What ua-parser-js calls otherwise than people do. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['Mobile Safari', 'Safari'],
  ['IE', 'Internet Explorer'],
  ['IEMobile', 'Internet Explorer'],
  ['Opera Mobi', 'Opera'],
  ['Opera Touch', 'Opera'],
  ['Chrome Headless', 'Headless Chrome'],
  ['Chrome WebView', 'Android web view'],
  ['GSA', 'Google app'],
  ['Electron', 'Electron app'],
  ['KAKAOTALK', 'KakaoTalk'],
]);

/** Apps that show web pages in themselves. */
const APPS: ReadonlySet<string> = new Set([
  'Android web view',
  'iOS web view',
  'Google app',
  'Electron app',
  'Facebook',
  'Instagram',
  'LinkedIn',
  'Line',
  'KakaoTalk',
  'Snapchat',
  'TikTok',
  'WeChat',
  'Weibo',
  'Twitter',
  'Klarna',
  'Alipay',
]);

const DEVICES: Readonly<Record<string, string>> = {
  mobile: 'mobile',
  tablet: 'tablet',
  smarttv: 'tv',
  wearable: 'watch',
  console: 'console',
  embedded: 'embedded',
  xr: 'headset',
};

export const DESKTOP_SYSTEMS: ReadonlySet<string> = new Set([
  'Windows',
  'macOS',
  'Linux',
  'ChromeOS',
  'FreeBSD',
  'OpenBSD',
  'NetBSD',
]);

/** A browser's text with nothing added to it; the group is set on a desktop. */
const PLAIN = new RegExp(
  [
    String.raw`^Mozilla\/5\.0 \((?:(Windows NT \d|Macintosh; Intel Mac OS X \d|X11; )|iPhone; |iPad; |Linux; Android \d|Android \d)`,
    String.raw`[^()/]*(?:Build\/[^()/]*)?\) (?:AppleWebKit|Gecko)\/[\d.]+(?: \(KHTML, like Gecko\))?`,
    String.raw`(?: (?:Version|Chrome|CriOS|FxiOS|EdgiOS|EdgA?|Edge|OPR|OPT|Safari|Firefox|SamsungBrowser|Vivaldi|Mobile)(?:\/[\w.]+)?)+$`,
  ].join(''),
);

/** True for a browser's text with nothing added, to which no rule of our own can apply. */
export const isPlainBrowser = (text: string): boolean => PLAIN.test(text);

/** Other texts than these make ua-parser-js search in vain. */
const BROWSER_LIKE = /[(]|^(?:Mozilla|Opera|BlackBerry|Nokia|SonyEricsson|SAMSUNG|UCWEB)/i;

/** The browser or app, system and device of a browser's text; nulls and `unknown` where ua-parser-js knows none. */
export function browserOf(text: string): Client {
  if (!BROWSER_LIKE.test(text)) return { ...UNKNOWN_CLIENT };
  const parser = new UAParser(text);
  const system = systemIn(parser);
  const browser = parser.getBrowser();
  const name = browserName(browser.name, system);
  return {
    client_name: name,
    // A web view on iOS gives the engine's number and none of its own.
    client_version: name === 'iOS web view' ? null : (browser.version ?? null),
    client_kind: browserKind(name),
    os_name: system.name,
    os_version: system.version,
    device_kind: deviceKind(parser, system, name !== null),
  };
}

/** An engine without a browser's name is the web view of an app on iOS, and some browser elsewhere. */
function browserName(name: string | undefined, system: System): string | null {
  if (name === 'WebKit' && system.name === 'iOS') return 'iOS web view';
  return name === undefined ? null : (NAMES.get(name) ?? name);
}

function browserKind(name: string | null): ClientKind {
  if (name === null) return 'unknown';
  if (name === 'Headless Chrome') return 'script';
  return APPS.has(name) ? 'mobile app' : 'browser';
}

/** The system and device alone, for an app that carries a browser's text. */
export function browserSystem(text: string): { system: System; device: string | null } {
  const parser = new UAParser(text);
  const system = systemIn(parser);
  return { system, device: deviceKind(parser, system, true) };
}

/** `Samsung SM-X906B`; null for none and for the `K` that Chrome gives instead of a model. */
export function deviceModel(text: string): string | null {
  const { vendor, model } = new UAParser(text).getDevice();
  if (!model || model === 'K' || model === 'Macintosh') return null;
  return vendor ? `${vendor} ${model}` : model;
}

function systemIn(parser: UAParser): System {
  const { name, version = '' } = parser.getOS();
  if (!name) return NO_SYSTEM;
  if (!LINUX.test(name)) return systemNamed(name === 'Chromium OS' ? 'ChromeOS' : name, version);
  // Its version of a Linux is the processor or the distribution's number, never the kernel.
  const distribution = /^(?:linux|gnu)$/i.test(name) ? null : (distributionOf(name) ?? name);
  return { name: 'Linux', version: distribution };
}

function deviceKind(parser: UAParser, system: System, isBrowser: boolean): string | null {
  // Looking for the model of a device takes most of the time; a plain desktop has none.
  if (PLAIN.exec(parser.getUA())?.[1]) return 'desktop';
  const known = DEVICES[parser.getDevice().type ?? ''];
  if (known) return known;
  return isBrowser && DESKTOP_SYSTEMS.has(system.name ?? '') ? 'desktop' : null;
}
