/** Longer texts are read no further: no real user agent is, and evidence may hold anything. */
const LONGEST = 1500;

/** The text without the blanks and square brackets around it, as CloudTrail writes it for S3. */
export function trimmed(text: string): string {
  const part = text.slice(0, LONGEST).toWellFormed().trim();
  return part.startsWith('[') ? part.slice(1).replace(/\]$/, '').trim() : part;
}

const PRODUCT = /([\w.+%!-]+)\/([^\s;,()[\]]*)/g;

/** A product of several words, which only the start of a text shows to be one: `Okta AD Agent/3.14.0`. */
const FIRST_PRODUCT = /^((?:[\w.+%!-]+ ){1,3}[\w.+%!-]+)\/([^\s;,()[\]]*)/;

/** The product tokens of a text: name in lower case without `.exe` → what stands behind its slash; the first of a name wins. */
export function productTokens(text: string): Map<string, string> {
  const tokens = new Map<string, string>();
  const first = FIRST_PRODUCT.exec(text);
  for (const [, product = '', rest = ''] of [...(first ? [first] : []), ...text.matchAll(PRODUCT)]) {
    const name = product
      .toLowerCase()
      .replaceAll('%20', ' ')
      .replace(/\.exe$/, '');
    if (!tokens.has(name)) tokens.set(name, rest);
  }
  return tokens;
}

/** `v1.28.2-eks-1` → `1.28.2`; null where no number stands in front. */
export function cleanVersion(text: string | undefined): string | null {
  const version = text?.match(/^(?:v|go)?(\d[\w.]{0,40})/i)?.[1];
  return version?.replace(/\.+$/, '') ?? null;
}
