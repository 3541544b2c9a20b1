// `npm start`: the desktop where Electron can run, else the same screens in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SECONDS_FOR_DOWNLOAD = 120;
const project = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const args = process.argv.slice(2);

const electron = findElectron();
if ('missing' in electron) {
  console.log(
    `The desktop window is not available here (${electron.missing}): opening Interloper in the browser.`,
  );
  await import('../out/main/loopback.js');
} else startDesktop(electron.path);

/** The Electron program, or in a few words why there is none. */
function findElectron() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return { missing: 'no display' };
  const path = electronPath() ?? (download() ? electronPath() : null);
  return path ? { path } : { missing: "Electron's program is not installed" };
}

function electronFolder() {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

/** As the package `electron` itself looks for it, but without its download and its throw. */
function electronPath() {
  const folder = electronFolder();
  const pathFile = join(folder, 'path.txt');
  const program = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8')
    : (PROGRAM[process.platform] ?? 'electron');
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), program);
  return existsSync(path) ? path : null;
}

/** Once per start, quietly, and never in a CI run: the package does not carry its program. */
function download() {
  if (process.env.CI || process.env.ELECTRON_OVERRIDE_DIST_PATH) return false;
  console.log("Fetching Electron's program, once …");
  const install = join(electronFolder(), 'install.js');
  const { status } = spawnSync(process.execPath, [install], {
    stdio: 'ignore',
    timeout: SECONDS_FOR_DOWNLOAD * 1000,
  });
  return status === 0;
}

function startDesktop(path) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot) {
    console.warn(
      'Warning: started as root, so the window runs WITHOUT its sandbox. Start it as another user.',
    );
  }
  const child = spawn(path, [project, ...(asRoot ? ['--no-sandbox'] : []), ...args], { stdio: 'inherit' });
  child.on('error', (cause) => console.error(`interloper: ${cause.message}`));
  child.on('exit', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
}
