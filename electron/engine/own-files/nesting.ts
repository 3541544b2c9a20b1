import { Lexer } from 'yaml';

/** Nobody nests deeper by hand, and the reader of YAML ends the process far beyond. */
const MOST_BRACKETS = 100;
const MOST_COLUMNS = 500;

/** Marks of the lexer that stand for no text: the beginning of a document or a scalar, the end of a broken list. */
const MARKS: readonly string[] = ['\u0002', '\u001f', '\u0018'];

/**
 * Where the text is nested so deeply that it may not be read; nothing where it is not. Every block lies at least one column further in
 * than the one around it, so that its column bounds how deep it is.
 */
export function deepNesting(text: string): number | null {
  let offset = 0;
  let lineStart = 0;
  let brackets = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.includes(token)) {
      isScalar = token === '\u001f';
      continue;
    }
    if (!isScalar && (token === '[' || token === '{')) brackets++;
    if (!isScalar && (token === ']' || token === '}')) brackets--;
    const isIndented = /^( +|-|\?)$/.test(token) && text.slice(lineStart, offset).search(/[^ ?-]/) < 0;
    const column = offset - lineStart + token.length;
    if (brackets > MOST_BRACKETS || (!isScalar && brackets <= 0 && isIndented && column > MOST_COLUMNS))
      return offset;
    isScalar = false;
    const newline = token.lastIndexOf('\n');
    if (newline >= 0) lineStart = offset + newline + 1;
    offset += token.length;
  }
  return null;
}
