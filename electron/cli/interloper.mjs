#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');
const program = resolve(root, 'out/main/cli.js');

if (!existsSync(program)) build();
if (existsSync(program)) await import(pathToFileURL(program).href);
else {
  console.error(`interloper: not built, and could not be built; run "npm ci" in ${root}`);
  process.exitCode = 2;
}

function build() {
  const tool = resolve(root, 'node_modules/electron-vite/bin/electron-vite.js');
  if (!existsSync(tool)) return;
  console.error('interloper: not built yet, building it once');
  spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
