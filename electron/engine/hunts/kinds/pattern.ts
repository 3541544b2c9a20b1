/** A stretch of a pattern that stands for itself, or what stands for other characters. */
export type Piece = string | typeof ANY | typeof ONE;
export const ANY = Symbol('any text');
export const ONE = Symbol('one character');

/**
 * `*` is any text and `?` one character. A backslash before one of them, or before another backslash, makes it stand for itself; any
 * other backslash stands for itself already.
 */
export function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    const next = pattern.charAt(at + 1);
    if (char === '*') pieces.push(ANY);
    else if (char === '?') pieces.push(ONE);
    else if (char === '\\' && next !== '' && '*?\\'.includes(next)) {
      addText(pieces, next);
      at++;
    } else addText(pieces, char);
  }
  return pieces;
}

function addText(pieces: Piece[], text: string): void {
  const last = pieces.at(-1);
  if (typeof last === 'string') pieces[pieces.length - 1] = last + text;
  else pieces.push(text);
}

/** The pattern that has these pieces. */
export const patternOf = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => (piece === ANY ? '*' : piece === ONE ? '?' : piece.replaceAll(/[\\*?]/g, '\\$&')))
    .join('');

/** As a regular expression (RE2). */
export const expressionOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece === ANY ? '.*' : piece === ONE ? '.' : literal(piece))).join('');

/** A text as a regular expression that is found where the text is. */
export const literal = (text: string): string => text.replaceAll(/[^\w\s\u0080-\u{10ffff}]/gu, '\\$&');

/** Whether they stand for the whole text; upper and lower case are alike where `cased` is not set. */
export function matchesWhole(pieces: readonly Piece[], text: string, cased = false): boolean {
  const parts = pieces.map((piece) =>
    piece === ANY ? '.*' : piece === ONE ? '.' : piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  );
  return new RegExp(`^${parts.join('')}$`, cased ? 'su' : 'isu').test(text);
}
