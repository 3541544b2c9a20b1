import type { Content, ContentStack, ContentText } from 'pdfmake/interfaces.js';

/** Points that must be left on the page below a heading of each level; a record of the appendix is the fourth. */
const ROOM: Readonly<Record<number, number>> = { 2: 70, 3: 64, 4: 34 };

/**
 * The same content, in which no heading stands alone at the foot of a page (where there is no room for what follows, both go on the
 * next), and no page is empty because the space below a table found no room on the page before.
 */
export const withHeadingsKept = (content: readonly Content[]): Content[] =>
  content.map((part, index) => (beginsPage(content[index + 1]) ? withoutSpaceBelow(part) : kept(part)));

const beginsPage = (part: Content | undefined): boolean =>
  typeof part === 'object' && 'pageBreak' in part && part.pageBreak === 'before';

function withoutSpaceBelow(part: Content): Content {
  if (typeof part !== 'object' || !('margin' in part) || !Array.isArray(part.margin)) return part;
  const [left = 0, top = 0, right = 0] = part.margin;
  // In its place, for the layout writes into it where a heading stands.
  part.margin = [left, top, right, 0];
  return part;
}

function kept(part: Content): Content {
  const parts = isKeptTogether(part) ? part.stack : [part];
  const { headlineLevel, pageBreak } = (parts[0] ?? {}) as Partial<ContentText>;
  const room = ROOM[headlineLevel ?? 0];
  if (room === undefined || pageBreak !== undefined) return part;
  // The room is asked for with the heading, and given back behind it.
  const below: Content = { stack: [], margin: [0, 0, 0, room] };
  return { stack: [...parts, below], unbreakable: true, margin: [0, 0, 0, -room] };
}

const isKeptTogether = (part: Content): part is ContentStack =>
  typeof part === 'object' && 'stack' in part && 'unbreakable' in part && part.unbreakable === true;
