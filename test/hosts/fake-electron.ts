import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** What Electron does is kept here for a test to look at and to act upon. `vi.doMock('electron', …)` puts it in place. */

class Program extends EventEmitter {
  isPackaged = true;
  readonly calls: string[] = [];
  readonly switches = new Map<string, string | undefined>();
  firstInstance = true;
  documents = '';
  locale = 'en-US';
  getLocale = () => this.locale;
  private readyNow: () => void = () => undefined;
  private readonly ready = new Promise<void>((resolve) => (this.readyNow = resolve));
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => this.switches.set(name, value),
    hasSwitch: (name: string) => this.switches.has(name),
  };
  requestSingleInstanceLock = () => this.firstInstance;
  whenReady = () => this.ready;
  enableSandbox = () => this.calls.push('enableSandbox');
  exit = (code: number) => this.calls.push(`exit ${code}`);
  getPath = () => this.documents;
  becomeReady = () => this.readyNow();

  /** As Electron: windows are gone, `will-quit` may say no, then the program ends. */
  quit = () => {
    const event = cancellable();
    this.emit('will-quit', event);
    this.calls.push(event.prevented ? 'quit prevented' : 'quit');
  };
}

export function cancellable() {
  const event = { prevented: false, preventDefault: () => void (event.prevented = true) };
  return event;
}

export class BrowserWindow {
  static readonly all: BrowserWindow[] = [];
  static getAllWindows = () => BrowserWindow.all;
  static fromWebContents = (contents: unknown) => (contents === page ? new BrowserWindow({}) : null);
  readonly calls: string[] = [];
  readonly once = (event: string) => void this.calls.push(`once ${event}`);
  readonly loadURL = (url: string) => Promise.resolve(void this.calls.push(`load ${url}`));
  readonly on = (event: string, listener: () => void) => void this.listeners.set(event, listener);
  readonly listeners = new Map<string, () => void>();
  maximized = false;
  readonly maximize = () => void (this.maximized = true);
  bounds = { x: 5, y: 6, width: 1100, height: 700 };
  readonly getNormalBounds = () => this.bounds;
  readonly isMaximized = () => true;
  readonly isMinimized = () => true;
  readonly restore = () => void this.calls.push('restore');
  readonly focus = () => void this.calls.push('focus');
  constructor(readonly options: Record<string, unknown>) {
    BrowserWindow.all.push(this);
  }
}

type Listener = (details: { url: string }, answer: (verdict: { cancel: boolean }) => void) => void;
class FakeSession extends EventEmitter {
  onPermission!: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
  onCheck!: (contents: unknown, permission: string) => boolean;
  onDevice!: () => boolean;
  spellChecker = true;
  onRequest!: Listener;
  readonly served = new Map<string, (request: Request) => Promise<Response>>();
  setPermissionRequestHandler = (handler: FakeSession['onPermission']) => (this.onPermission = handler);
  setPermissionCheckHandler = (handler: FakeSession['onCheck']) => (this.onCheck = handler);
  setDevicePermissionHandler = (handler: () => boolean) => (this.onDevice = handler);
  setSpellCheckerEnabled = (enabled: boolean) => (this.spellChecker = enabled);
  readonly webRequest = { onBeforeRequest: (listener: Listener) => (this.onRequest = listener) };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
      this.served.set(scheme, handler),
  };
}

/** The page, as the sender of its calls. */
export const page = {
  sent: [] as { channel: string; ports: unknown[] }[],
  postMessage(channel: string, _message: unknown, ports: unknown[]) {
    page.sent.push({ channel, ports });
  },
};
export const pageFrame = { url: 'app://interloper/', parent: null as object | null };

const handlers = new Map<string, (event: unknown, ...values: unknown[]) => unknown>();
export const ipcMain = {
  handle: (channel: string, handler: (event: unknown, ...values: unknown[]) => unknown) =>
    handlers.set(channel, handler),
};
/** A call of the page, or of another frame. */
export const call = (channel: string, values: unknown[] = [], frame: object | null = pageFrame) =>
  Promise.resolve().then(() => handlers.get(channel)?.({ sender: page, senderFrame: frame }, ...values));

export class MessageChannelMain {
  readonly port1: MessagePort;
  readonly port2: unknown;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = port1;
    this.port2 = {
      on: (event: string, listener: (event: { data: unknown }) => void) =>
        port2.on(event, (data: unknown) => listener({ data })),
      postMessage: (message: unknown) => port2.postMessage(message),
      start: () => port2.start(),
      close: () => port2.close(),
    };
  }
}

export const dialog = {
  asked: [] as { kind: string; options: Record<string, unknown> }[],
  open: [] as string[],
  save: { canceled: true, filePath: '' },
  errors: [] as string[],
  showOpenDialog(_window: unknown, options: Record<string, unknown>) {
    dialog.asked.push({ kind: 'open', options });
    return Promise.resolve({ canceled: dialog.open.length === 0, filePaths: dialog.open });
  },
  showSaveDialog(_window: unknown, options: Record<string, unknown>) {
    dialog.asked.push({ kind: 'save', options });
    return Promise.resolve(dialog.save);
  },
  showErrorBox: (title: string, content: string) => void dialog.errors.push(`${title}: ${content}`),
};

interface Scheme {
  scheme: string;
  privileges: Record<string, boolean>;
}
export const schemes: Scheme[] = [];
export const protocol = {
  registerSchemesAsPrivileged: (more: readonly Scheme[]) => void schemes.push(...more),
};

export const Menu = {
  template: null as unknown,
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => void (Menu.template = menu),
};

export const contextBridge = {
  world: new Map<string, unknown>(),
  exposeInMainWorld: (name: string, api: unknown) => void contextBridge.world.set(name, api),
};

export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoked: [] as unknown[][],
  invoke: (...values: unknown[]) => {
    ipcRenderer.invoked.push(values);
    return Promise.resolve(`answer to ${String(values[0])}`);
  },
});

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

export const shell = {
  opened: [] as string[],
  problem: '',
  openPath: (path: string) => {
    shell.opened.push(path);
    return Promise.resolve(shell.problem);
  },
};

export const webUtils = { getPathForFile: (file: File) => `/real/${file.name}` };

export const app = new Program();
export const session = { defaultSession: new FakeSession() };
