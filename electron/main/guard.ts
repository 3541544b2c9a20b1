import { app, type Session, type WebContents } from 'electron';
import { PAGE_URL } from './app-protocol.ts';

/** Chromium's own errands (updates, dictionaries, prefetching) are switched off, and no name can be looked up. */
export function quietChromium(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-sync',
    'no-pings',
  ]) {
    commandLine.appendSwitch(name);
  }
}

/** No permissions, no downloads, and no request but for the page itself. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
}

/** The page stays where it is: no navigation, no new window, no embedded one. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Text that the person copies goes to the clipboard; the page may not read it, nor anything else. */
const isAllowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';

export function isOurs(url: string): boolean {
  if (url.startsWith(PAGE_URL) || url.startsWith('data:') || url.startsWith(`blob:${PAGE_URL}`)) return true;
  return !app.isPackaged && url.startsWith('devtools://');
}
