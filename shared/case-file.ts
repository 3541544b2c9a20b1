export const CASE_EXTENSION = '.interloper';

const LONGEST_NAME = 80;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name for a case of this name that every file system takes, other than those that `isTaken`. */
export function caseFileName(name: string, isTaken: (fileName: string) => boolean): string {
  const stem = safeStem(name);
  for (let number = 1; ; number++) {
    const fileName = `${number === 1 ? stem : `${stem} ${number}`}${CASE_EXTENSION}`;
    if (!isTaken(fileName)) return fileName;
  }
}

/** A file name that every file system takes, of whatever a case or a person calls it; a short extension stays. */
export function plainFileName(name: string): string {
  const extension = /\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? '';
  return safeStem(name.slice(0, name.length - extension.length)) + extension;
}

function safeStem(name: string): string {
  const stem = name
    .normalize('NFC')
    .replace(/\.interloper$/i, '')
    .replace(/[^\p{L}\p{M}\p{N} ._()-]+/gu, '-')
    .replace(/^[ .-]+|[ .-]+$/g, '');
  const short = Array.from(stem).slice(0, LONGEST_NAME).join('').trimEnd();
  return short === '' || RESERVED.test(short) ? `case ${short}`.trimEnd() : short;
}

/** The path a person chose in a save dialog, with the extension of a case. */
export const withCaseExtension = (path: string): string =>
  path.toLowerCase().endsWith(CASE_EXTENSION) ? path : `${path}${CASE_EXTENSION}`;
