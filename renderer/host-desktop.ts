import { LINE_MESSAGE, type DesktopBridge, type EngineLine, type InterloperHost } from '../shared/host.ts';

export function desktopHost(bridge: DesktopBridge): InterloperHost {
  return {
    kind: 'desktop',
    speak: (language) => bridge.speak(language),
    connect: () => connect(bridge),
    chooseEvidence: () => bridge.chooseEvidence(),
    chooseFolder: () => bridge.chooseFolder(),
    pathsOfDrop: (drop) => Promise.resolve(bridge.pathsOfFiles(Array.from(drop.files))),
    chooseCase: () => bridge.chooseCase(),
    chooseNewCase: (name) => bridge.chooseNewCase(name),
    defaultCasePath: (name) => bridge.defaultCasePath(name),
    saveText: (name, text) => bridge.saveText(name, text),
    openLogs: () => bridge.openLogs(),
    choosePlace: async (name) => {
      const path = await bridge.choosePlace(name);
      return path === null ? null : { path, packed: false, deliver: nothing, discard: nothing };
    },
    saveBytes: (name, bytes) => bridge.saveBytes(name, bytes),
  };
}

const nothing = () => Promise.resolve();

/** The port cannot pass through the bridge: the preload script hands it over as a message to the window. */
async function connect(bridge: DesktopBridge): Promise<EngineLine> {
  const port = new Promise<MessagePort>((resolve) => {
    const listen = (event: MessageEvent) => {
      if (event.source !== window || event.data !== LINE_MESSAGE || !event.ports[0]) return;
      window.removeEventListener('message', listen);
      resolve(event.ports[0]);
    };
    window.addEventListener('message', listen);
  });
  await bridge.requestLine();
  return lineOf(await port);
}

function lineOf(port: MessagePort): EngineLine {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event, listener) => {
      port.addEventListener(event, (received) => listener(received as MessageEvent<unknown>));
      port.start();
    },
  };
}
