/** A strict reader of RFC 4180: CRLF after every row, quotes only around whole cells. Throws on anything else. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(cell);
    if (text[end] === ',') {
      at = end + 1;
    } else if (text.startsWith('\r\n', end)) {
      rows.push(row);
      row = [];
      at = end + 2;
    } else throw new Error(`not RFC 4180 at ${end}: ${JSON.stringify(text.slice(end, end + 20))}`);
  }
  if (row.length > 0) throw new Error('the last row has no end');
  return rows;
}

function plain(text: string, at: number): [string, number] {
  const end = at + text.slice(at, at + 10_000_000).search(/[",\r\n]|$/);
  return [text.slice(at, end), end];
}

function quoted(text: string, at: number): [string, number] {
  let end = at;
  do {
    end = text.indexOf('"', end + 1);
    if (end < 0) throw new Error(`a quote at ${at} has no end`);
    if (text[end + 1] !== '"') break;
    end++;
  } while (end < text.length);
  return [text.slice(at + 1, end).replaceAll('""', '"'), end + 1];
}

/**
 * As a spreadsheet reads a text that takes this sign for the separator: a quote counts where a cell begins, what follows its end
 * belongs to the cell too, and a row ends at any break of a line. Throws on nothing.
 */
export function cellsBetween(separator: string, text: string): string[] {
  const cells: string[] = [];
  const end = new RegExp(`[${separator}\\r\\n]|$`, 'g');
  for (let at = 0; at <= text.length;) {
    const [inside, from] = text[at] === '"' ? leniently(text, at) : ['', at];
    end.lastIndex = from;
    const to = end.exec(text)?.index ?? text.length;
    cells.push(inside + text.slice(from, to));
    at = to + 1;
  }
  return cells;
}

function leniently(text: string, at: number): [string, number] {
  const closing = /"(?:""|[^"])*(?:"|$)/y;
  closing.lastIndex = at;
  const [whole = ''] = closing.exec(text) ?? [];
  return [whole.slice(1, -1).replaceAll('""', '"'), at + whole.length];
}
