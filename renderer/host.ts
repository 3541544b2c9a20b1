import type { DesktopBridge, InterloperHost } from '../shared/host.ts';
import { desktopHost } from './host-desktop.ts';
import { loopbackHost } from './host-loopback.ts';

declare global {
  interface Window {
    interloperHost?: DesktopBridge;
  }
}

/** The desktop where its preload script has spoken, else the loopback server that gave us this page. */
export function getHost(): InterloperHost {
  const bridge = window.interloperHost;
  return bridge ? desktopHost(bridge) : loopbackHost();
}
