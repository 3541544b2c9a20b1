import { createHash } from 'node:crypto';
import { htmlText } from '../../escapes.ts';

/** Text that was made safe, or written by us. Nothing else becomes part of the page. */
export class Html {
  constructor(readonly text: string) {}
}

/** Within a text whose lines count; in a value it would be shown as a character that steers. */
export const LINE_END = new Html('\n');

type Part = string | number | null | Html | readonly Html[];

/** Markup with its values escaped; markup made by this tag goes in as it is, nothing for `null`. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((text, string, at) => text + placed(parts[at - 1] ?? null) + string));

function placed(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return htmlText(String(part));
  return part.map((one) => one.text).join('');
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
table { border-collapse: collapse; width: 100%; table-layout: auto; }
th, td { border: 1px solid #8888; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
td, dd, li, p, h1 { overflow-wrap: anywhere; }
code, .place { font: 0.85em ui-monospace, monospace; }
article { border: 1px solid #8888; border-radius: 0.25rem; margin: 1rem 0; padding: 0.5rem 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
dt { opacity: 0.75; }
dd { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 0.85em ui-monospace, monospace; }
img { max-width: 100%; height: auto; background: #fff; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Forbids everything but the one style above and pictures that stand in the page itself: no script, no connection, no form. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;

export const begin = (title: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${htmlText(title)}</title>
<style>${STYLE}</style>
</head>
<body>
`;

export const END = '</body>\n</html>\n';

/** To be written before the rows: markup with an open element is closed by the formatter of this code. */
export const tableBegin = (columns: readonly string[]): string =>
  `<table>\n<tr>${columns.map((column) => `<th>${htmlText(column)}</th>`).join('')}</tr>\n`;
export const TABLE_END = '</table>\n';
