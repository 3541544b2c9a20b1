import { _electron, expect, test } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const PROJECT = join(import.meta.dirname, '../..');

/** Electron's program where it is installed, and can open a window. */
function electronPath(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = join(folder, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), program);
  const canShow = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return canShow && existsSync(path) ? path : null;
}

const executablePath = electronPath();

test('the desk opens in its own window, isolated from Node', async () => {
  test.skip(!executablePath, 'Electron’s program or a display is missing');
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const program = await _electron.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [PROJECT, ...(asRoot ? ['--no-sandbox'] : [])],
  });
  const page = await program.firstWindow();
  await expect(page).toHaveTitle('Interloper');
  expect(page.url()).toBe('app://interloper/');
  await expect(page.getByText('Drop log files or folders here')).toBeVisible();
  expect(await page.evaluate(() => typeof Reflect.get(window, 'require'))).toBe('undefined');
  expect(await page.evaluate(() => fetch('https://example.com').then(String, () => 'refused'))).toBe(
    'refused',
  );
  await program.close();
});
