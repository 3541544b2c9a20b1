/**
 * Who may import whom; anything not listed is refused, and so is every cycle. `test/architecture.test.ts` shows that each line
 * holds. Type imports count: a layer that only borrows a type still depends on it.
 */

const TESTS = '(^test/|^renderer/testing/|\\.(test|cases)\\.tsx?$)';
const DEFINITION = '^electron/engine/(sources|enrich|hunts|trees|queries)/([^/]+)/';

const ENGINE_PACKAGES = [
  '@duckdb/node-api',
  '@orpc/server',
  'fzstd',
  'ipaddr.js',
  'maxmind',
  'pdfmake',
  'tar-stream',
  'tldts',
  'ua-parser-js',
  'xz-decompress',
  'yaml',
  'yauzl',
  'zod',
];
const RENDERER_PACKAGES = [
  '@blueprintjs/core',
  '@blueprintjs/icons',
  '@blueprintjs/select',
  '@dagrejs/dagre',
  '@orpc/client',
  '@orpc/contract',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  '@xyflow/react',
  'd3-geo',
  'react',
  'react-dom',
  'topojson-client',
  'uplot',
  'world-atlas',
  'zod',
  'zustand',
];

/** Installed packages by name. */
const packages = (...names) => `^node_modules/(@types/)?(${names.join('|').replaceAll('.', '\\.')})/`;

/** One rule per target: `from` may import files of these paths. */
const may = (from, ...paths) => paths.map((path) => ({ from, to: { path } }));
const mayUseNode = (from) => ({ from, to: { dependencyTypes: ['core'] } });

const layer = (path) => ({ path, pathNot: TESTS });
const shared = layer('^shared/');
const definition = layer(DEFINITION);
const enrichment = layer('^electron/engine/enrich/[^/]+/');
const engine = { path: '^electron/engine/', pathNot: [DEFINITION, TESTS] };
const main = layer('^electron/main/');
const preload = layer('^electron/preload/');
const loopback = layer('^electron/loopback/');
const cli = layer('^electron/cli/');
const dataUpdate = layer('^electron/data-update/');
const renderer = layer('^renderer/');
const test = { path: TESTS };

const THREAD = '^electron/engine/thread\\.ts$';
const VERSION = '^package\\.json$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nobody-imports-test', severity: 'error', from: { pathNot: TESTS }, to: { path: TESTS } },
    {
      name: 'no-import-without-target',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\.\\./)+out/' },
    },
  ],
  allowed: [
    ...may(shared, '^shared/', packages('zod', '@orpc/contract')),

    ...may(engine, '^electron/engine/', '^shared/', '^resources/', packages(...ENGINE_PACKAGES)),
    mayUseNode(engine),
    // Its own folder, and what its kind keeps in common for several of them.
    ...may(definition, '^shared/', '^electron/engine/db/', '^electron/engine/$1/($2|shared)/', '^resources/'),
    // Enrichments read the data that the tool carries.
    ...may(enrichment, packages(...ENGINE_PACKAGES)),
    mayUseNode(enrichment),

    ...may(main, '^electron/main/', '^shared/', THREAD, VERSION, packages('electron')),
    mayUseNode(main),
    ...may(preload, '^electron/preload/', '^shared/', packages('electron')),
    ...may(loopback, '^electron/loopback/', '^shared/', THREAD, VERSION, packages('ws')),
    mayUseNode(loopback),
    ...may(
      cli,
      '^electron/cli/',
      '^shared/',
      '^electron/engine/',
      VERSION,
      packages('cli-progress', '@orpc/server'),
    ),
    mayUseNode(cli),
    // The one program that uses the network; none of the others may import it.
    ...may(dataUpdate, '^electron/data-update/', '^shared/'),
    mayUseNode(dataUpdate),
    { from: { path: '^electron/start\\.mjs$' }, to: { dependencyTypes: ['core'] } },
    { from: { path: '^electron/start\\.mjs$' }, to: { path: 'out/main/loopback\\.js$' } },

    ...may(renderer, '^renderer/', '^shared/', packages(...RENDERER_PACKAGES)),

    { from: test, to: {} },
  ],
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: '^(node_modules|out)/' },
    // What was built is made of what is checked here.
    exclude: { path: '^out/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
