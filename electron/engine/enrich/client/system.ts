/** `os_name` and `os_version` of a client. */
export interface System {
  name: string | null;
  version: string | null;
}

export const NO_SYSTEM: System = { name: null, version: null };

/** Where machine clients name their system, best place first. Groups: `os`, `version`. */
const PLACES: readonly RegExp[] = [
  // Android gives its Linux kernel as well.
  /(?:^|[\s(;])(?<os>android)[ /](?<version>\d[\d.]*)/i,
  /(?:^|\s)(?<os>dalvik)\//i,
  // client-os/MACOSX client-os-ver/23.4.0
  /(?:^|\s)client-os\/(?<os>[a-z]+)(?:\s+client-os-ver\/(?<version>[\w.+-]+))?/i,
  // Windows_10/10.0  os/Windows_11#10.0  Windows_Server_2012_R2/6.3
  /(?:^|[\s/])(?<os>windows)_(?:server_)?(?<version>\d[\d.]*)(?:_R2)?[/#]/i,
  // os/linux#5.10.1  OS/Linux/5.4.0  OS/Linux_4.14.1_#1_SMP  OS/Microsoft_Windows_NT_10.0  OSName/Windows_10
  /(?:^|\s)(?:os|osname)\/(?<os>microsoft_windows_nt|microsoft_windows|windows_nt|mac_os_x|win32|[a-z]+)(?:[#/_](?<version>[\w.+-]*))?/i,
  // Linux/5.4.181  Darwin/23.3.0  Windows/10  (darwin/arm64)  linux/v14.18.1 (a Node.js version)
  /(?:^|[\s(;,/])(?<os>linux|darwin|windows_nt|windows|win32|macos|mac_os_x|mac os x|mac os|ios|ipados|freebsd|openbsd|netbsd|sunos|aix)\/(?<version>[\w.+-]*)/i,
  // Linux-5.15.0-azure  Windows-10-10.0.19045-SP0  macOS-13.4-arm64  CYGWIN_NT-10.0
  /(?:^|[\s(-])(?<os>linux|windows|macos|darwin|freebsd|cygwin_nt|mingw64_nt)-(?<version>\d[\w.+-]*)/i,
  // (Linux 5.15.107+)  (Intel Mac OS X 22.4.0)  (Windows NT 10.0)  iOS 17.0  Ubuntu 22.04
  /(?:^|[\s(;])(?<os>mac os x|mac os|macos|windows nt|windows server|windows|linux|darwin|ipados|ios|iphone os|freebsd|ubuntu|debian|fedora|kali) (?<version>\d[\w.+-]*)/i,
  /\bGOOS[#/](?<os>[a-z\d]+)/i,
  // (go1.19; linux; amd64)  x86_64-linux-gnu  x86_64-darwin21  (amd64-windows)  linux2
  /(?:^|[\s(;,_=-])(?<os>linux|darwin|windows|win32|mingw32|macos|freebsd)(?<version>\d*)(?![a-z])/i,
  /(?:^|[\s(;,])(?<os>mac os x|macintosh|iphone|ipad|ios|android)(?![\w-])/i,
];

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    linux: 'Linux',
    ubuntu: 'Linux',
    debian: 'Linux',
    amazon: 'Linux',
    alpine: 'Linux',
    fedora: 'Linux',
    red: 'Linux',
    centos: 'Linux',
    rocky: 'Linux',
    suse: 'Linux',
    kali: 'Linux',
    darwin: 'macOS',
    macos: 'macOS',
    macosx: 'macOS',
    'mac os x': 'macOS',
    mac_os_x: 'macOS',
    'mac os': 'macOS',
    macintosh: 'macOS',
    osx: 'macOS',
    mac: 'macOS',
    windows: 'Windows',
    windows_nt: 'Windows',
    'windows nt': 'Windows',
    'windows server': 'Windows',
    microsoft_windows: 'Windows',
    microsoft_windows_nt: 'Windows',
    win32: 'Windows',
    mingw32: 'Windows',
    mingw64_nt: 'Windows',
    cygwin_nt: 'Windows',
    ios: 'iOS',
    ipados: 'iOS',
    iphone: 'iOS',
    ipad: 'iOS',
    'iphone os': 'iOS',
    android: 'Android',
    dalvik: 'Android',
    freebsd: 'FreeBSD',
    openbsd: 'OpenBSD',
    netbsd: 'NetBSD',
    sunos: 'Solaris',
    solaris: 'Solaris',
    aix: 'AIX',
  }),
);

/** The distributions that kernels, `exe/x86_64.amzn.2023` and `md/distrib#ubuntu.22` name; those of testers first. */
const DISTRIBUTIONS: readonly (readonly [RegExp, string])[] = [
  [/kali/i, 'Kali'],
  [/parrot/i, 'Parrot'],
  [/pentoo/i, 'Pentoo'],
  [/blackarch/i, 'BlackArch'],
  [/amzn\w*int|\.ac\.\d|fleetxen/i, 'Amazon internal'],
  [/amzn\.?2023|amazon_linux_2023/i, 'Amazon Linux 2023'],
  [/amzn\.?2(?!\d)|amazon_linux_2(?!\d)/i, 'Amazon Linux 2'],
  [/amzn/i, 'Amazon Linux'],
  [/bottlerocket/i, 'Bottlerocket'],
  [/\bubuntu|pop\.\d/i, 'Ubuntu'],
  [/\bmint|linuxmint/i, 'Mint'],
  [/\b(?:debian|raspbian)|\+deb\d|[+-]rpt-|-rpi/i, 'Debian'],
  [/\bfedora|\.fc\d/i, 'Fedora'],
  [/\b(?:rhel|centos|rocky|almalinux|ol)\.\d|\b(?:red[_ ]?hat|centos|rocky)|\.el\d/i, 'Enterprise Linux'],
  [/\b(?:opensuse|sles|suse)/i, 'SUSE'],
  [/\balpine/i, 'Alpine'],
  [/\barch(?:linux)?\.|-arch\d/i, 'Arch'],
  [/manjaro/i, 'Manjaro'],
  [/gentoo/i, 'Gentoo'],
  [/nixos/i, 'NixOS'],
  [/microsoft/i, 'WSL'],
  [/linuxkit|orbstack/i, 'Docker Desktop'],
  [/-(?:generic|aws|azure|gcp|oracle|lowlatency)\b/i, 'Ubuntu'],
  [/-pve\b/i, 'Proxmox'],
];

const DISTRIBUTION_TOKENS =
  /\s(?:exe|source)\/[\w-]+\.([\w.-]+)|\smd\/distrib#([\w.-]+)|\sOS\/([\w.#:+~()-]+)/gi;

/** Apple's network library names Darwin on iOS and macOS alike; only an Intel processor behind it tells a Mac. */
const EITHER_APPLE = /\bCFNetwork\/\S+ Darwin\/\S+(?=\s|$)(?! \((?:x86_64|i386)\))/;

/** The system that a machine client's text names, each in its own way; `NO_SYSTEM` when it names none. */
export function systemOf(text: string): System {
  const words = text.replace(EITHER_APPLE, '');
  for (const place of PLACES) {
    const { os = '', version = '' } = place.exec(words)?.groups ?? {};
    const name = NAMES.get(os.toLowerCase());
    if (name) return describe(name, os.toLowerCase(), version, words);
  }
  return NO_SYSTEM;
}

/** Names a system of another source, such as ua-parser-js, as this module does. */
export function systemNamed(os: string, version: string): System {
  const key = os.toLowerCase();
  return describe(NAMES.get(key) ?? os, key, version, '');
}

function describe(name: string, os: string, version: string, text: string): System {
  switch (name) {
    case 'Linux':
      return { name, version: linuxVersion(os, version, text) };
    case 'macOS':
      return { name, version: macRelease(os, version) };
    case 'Windows':
      return { name, version: windowsRelease(version) };
    default:
      return { name, version: digits(version) };
  }
}

/** `5.10 (Kali)`; kernel or distribution alone where the text gives only one. */
function linuxVersion(os: string, version: string, text: string): string | null {
  const tokens = [...text.matchAll(DISTRIBUTION_TOKENS)].map((match) => match[1] ?? match[2] ?? match[3]);
  const distribution = distributionOf([os, version, ...tokens].join(' '));
  const kernel =
    os === 'linux' ? /^\d+\.\d+(?:\.\d+)?/.exec(version)?.[0].replace(/(\.\d+)\.0$/, '$1') : undefined;
  return kernel && distribution ? `${kernel} (${distribution})` : (kernel ?? distribution);
}

/** The distribution that these words name. */
export const distributionOf = (words: string): string | null =>
  DISTRIBUTIONS.find(([pattern]) => pattern.test(words))?.[1] ?? null;

/** Apple's releases were 10 to 15 and are 26 and up; 16 to 25 are Darwin's numbers, which many clients give for the release. */
function macRelease(os: string, version: string): string | null {
  const release = digits(version);
  const major = Number(/^\d+/.exec(release ?? '')?.[0]);
  if (!major) return null;
  const isDarwin = os === 'darwin' || (major > 15 && major < 26);
  if (!isDarwin) return release;
  if (major < 20) return major > 4 ? `10.${major - 4}` : null;
  return String(major < 25 ? major - 9 : major + 1);
}

const WINDOWS_NT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '5.0': '2000',
    '5.1': 'XP',
    '5.2': 'XP',
    '6.0': 'Vista',
    '6.1': '7',
    '6.2': '8',
    '6.3': '8.1',
    '8.1': '8.1',
  }),
);

const RELEASES: ReadonlySet<string> = new Set([...WINDOWS_NT.values(), '95', '98', '10', '11']);

/** NT 10.0 stays `10`: browsers give it for Windows 11 and every server since 2016 as well. */
function windowsRelease(version: string): string | null {
  const server = /^(20(?!00)\d\d)(?:Server)?(?![\d.])/i.exec(version)?.[1];
  if (server) return `Server ${server}`;
  const [, major = '', minor = ''] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (!major) return /^(?:Vista|XP|ME|RT)$/.test(version) ? version : null;
  const release = WINDOWS_NT.get(minor ? `${major}.${minor}` : major) ?? major;
  return RELEASES.has(release) ? release : null;
}

const digits = (version: string): string | null =>
  /^\d+(?:[._]\d+)*/.exec(version)?.[0].replaceAll('_', '.') ?? null;
