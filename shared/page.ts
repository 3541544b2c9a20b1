/** How both hosts give the page to its window: which files, and under which rules. */

/** `connect` names what the page may reach beside its own origin: nothing on the desktop, its socket on loopback. */
function contentSecurityPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const pageHeaders = (connect: readonly string[] = []): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(connect),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=(), serial=(), hid=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
});

/** Where a URL's path points inside the page's folder; `null` for what must not be served. */
export function assetPath(urlPath: string): string | null {
  const path = decoded(urlPath);
  if (path === null || !path.startsWith('/') || /[\\\0:]/.test(path)) return null;
  const parts = path.slice(1).split('/');
  if (parts.length === 1 && parts[0] === '') return 'index.html';
  return parts.every((part) => part !== '' && !part.startsWith('.')) ? parts.join('/') : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  woff: 'font/woff',
  woff2: 'font/woff2',
};

export const contentType = (path: string): string =>
  CONTENT_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
