import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';

const at = (path: string) => resolve(import.meta.dirname, path);

/** Components of Blueprint that the desk has none of. Their rules for "any child" would be tried on every element of a table. */
const UNUSED_COMPONENTS =
  /\.bp6-(breadcrumbs?|card|collapse|control-card|drawer|editable-text|entity-title|file-input|file-upload-input|html-table|key-combo|navbar|non-ideal-state|panel-stack2?|section|select|skeleton|slider|tag|tag-input|tree)\b(?!-)/;

interface CssRule {
  selectors: string[];
  remove(): void;
}

const withoutUnusedComponents = {
  postcssPlugin: 'without-unused-components',
  Rule(rule: CssRule) {
    const kept = rule.selectors.filter((selector) => !UNUSED_COMPONENTS.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  },
};

/**
 * Four programs of one engine, each an entry: the desktop's main process, the worker that owns DuckDB, loopback, command line. The
 * renewal of the data is a program of its own that none of them imports.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      // A CommonJS bundle whose names Node cannot see; the build can.
      externalizeDeps: { exclude: ['xz-decompress'], include: ['@playwright/test'] },
      rolldownOptions: {
        input: {
          main: at('electron/main/main.ts'),
          worker: at('electron/engine/worker.ts'),
          prepare: at('electron/engine/ingest/prepare-thread.ts'),
          loopback: at('electron/loopback/loopback.ts'),
          cli: at('electron/cli/cli.ts'),
          'data-update': at('electron/data-update/data-update.ts'),
          bench: at('test/bench/bench.ts'),
          'bench-desk': at('test/bench/desk/desk.ts'),
          'bench-hunts': at('test/bench/hunts.ts'),
          'bench-report': at('test/bench/report-pdf.ts'),
          'bench-triage': at('test/bench/triage.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { preload: at('electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    css: { postcss: { plugins: [withoutUnusedComponents] } },
    build: {
      outDir: at('out/renderer'),
      minify: true,
      license: { fileName: 'licenses.md' },
      // Read from disk, not from a network.
      chunkSizeWarningLimit: 4096,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
