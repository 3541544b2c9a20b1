import type { InterloperHost } from '../../shared/host.ts';

/** A host that answers every question at once with something plausible. */
export function fakeHost(changes: Partial<InterloperHost> = {}): InterloperHost {
  return {
    kind: 'desktop',
    speak: () => Promise.resolve(),
    connect: () => Promise.reject(new Error('the fake host has no engine behind it')),
    chooseEvidence: () => Promise.resolve([{ path: '/evidence/export/okta-system-log.json' }]),
    chooseFolder: () => Promise.resolve([{ path: '/evidence/export' }]),
    pathsOfDrop: (drop) =>
      Promise.resolve(Array.from(drop.files).map((file) => ({ path: `/evidence/${file.name}` }))),
    chooseCase: () => Promise.resolve('/cases/sample.interloper'),
    chooseNewCase: (name) => Promise.resolve(`/cases/${name}.interloper`),
    defaultCasePath: (name) => Promise.resolve(`/cases/${name}.interloper`),
    saveText: () => Promise.resolve(true),
    openLogs: () => Promise.resolve({ path: '/logs', opened: true }),
    choosePlace: (name) =>
      Promise.resolve({
        path: `/exports/${name}`,
        packed: false,
        deliver: () => Promise.resolve(),
        discard: () => Promise.resolve(),
      }),
    saveBytes: () => Promise.resolve(true),
    ...changes,
  };
}
