/** Packages the desktop: `npm run package`. Offline, ELECTRON_OVERRIDE_DIST_PATH names a folder with Electron unpacked. */
const electronDist = process.env.ELECTRON_OVERRIDE_DIST_PATH;

module.exports = {
  appId: 'app.interloper',
  productName: 'Interloper',
  copyright: 'MIT licence',
  ...(electronDist ? { electronDist } : {}),
  directories: { output: 'dist' },
  files: [
    'package.json',
    'LICENSE',
    'out/**',
    '!out/main/{bench*,cli,data-update,loopback}.js',
    'resources/**',
    // The same networks once more, without their names.
    '!node_modules/@ip-location-db/asn/*-num.csv',
    // Faces and weights that the PDF report does not set, and what pdfmake has for browsers.
    '!node_modules/dejavu-fonts-ttf/ttf/!(DejaVuSans|DejaVuSansMono|DejaVuSansCondensed|DejaVuSansCondensed-Bold).ttf',
    '!node_modules/@expo-google-fonts/*/!(400Regular)/**',
    '!node_modules/@expo-google-fonts/**/*.png',
    '!node_modules/pdfmake/{build,fonts,src}/**',
  ],
  asar: true,
  // Read by offset or mapped by the system: they must be files of their own.
  asarUnpack: [
    'node_modules/@duckdb/**',
    'node_modules/@ip-location-db/**',
    'node_modules/dejavu-fonts-ttf/**',
    'node_modules/@expo-google-fonts/**',
    'resources/**',
  ],
  npmRebuild: false,
  publish: null,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: { target: 'dir', category: 'Security' },
  mac: { target: 'dir', category: 'public.app-category.developer-tools' },
  win: { target: 'dir' },
};
