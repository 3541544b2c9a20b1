import pdfmake from 'pdfmake';
import type { Content, ContentText, TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces.js';
import type { PdfHeading } from '../../../../shared/pdf-report.ts';
import { FACE_NAMES, faceOf } from './faces.ts';
import { withHeadingsKept } from './headings.ts';
import { INK, PAGE, SIZE } from './page.ts';
import { plain } from './visible.ts';
import { muted } from './words.ts';

export interface Printing {
  title: string;
  author: string | null;
  /** Stands at the foot of every page. */
  foot: string;
  /** The date in the properties of the file. */
  made: Date;
  content: Content[];
}

export interface Printed {
  bytes: Buffer;
  pages: number;
  headings: PdfHeading[];
}

/** Sets the document: nothing is read from a disk or a network, the fonts are handed over. */
export async function print(printing: Printing): Promise<Printed> {
  handOverFonts();
  let pages = 0;
  const definition = definitionOf(printing, (count) => (pages = count));
  const document = pdfmake.createPdf(definition, { fontLayoutCache: false });
  const bytes = await document.getBuffer();
  return { bytes, pages, headings: headingsOf(printing.content) };
}

/** The writer keeps files of its own, from which alone it takes fonts. Its map of fonts is used up by a document, so it is made anew. */
function handOverFonts(): void {
  const files = (pdfmake as unknown as { virtualfs: { writeFileSync(name: string, bytes: Buffer): void } })
    .virtualfs;
  const fonts: TFontDictionary = {};
  for (const name of FACE_NAMES) {
    files.writeFileSync(name, faceOf(name).bytes);
    fonts[name] = { normal: name, bold: name, italics: name, bolditalics: name };
  }
  pdfmake.setFonts(fonts);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
}

/** What the properties of the file say stands in XML too, where nothing escapes it. */
const property = (text: string): string => plain(text, 200).replace(/[<>&]/g, ' ');

function definitionOf(
  { title, author, foot, made, content }: Printing,
  tell: (pages: number) => void,
): TDocumentDefinitions {
  const { left, top, right, bottom } = PAGE.margins;
  return {
    content: withHeadingsKept(content),
    version: '1.7',
    subset: 'PDF/A-2b',
    pageSize: PAGE.size,
    pageMargins: [left, top, right, bottom],
    language: 'en',
    displayTitle: true,
    info: {
      title: property(title),
      ...(author !== null && { author: property(author) }),
      creator: 'Interloper',
      producer: 'Interloper, pdfmake',
      // Not when it was changed too: the writer says that in one of two places that must agree.
      creationDate: made,
    },
    defaultStyle: { font: 'DejaVuSansCondensed', fontSize: SIZE.body, color: INK.text, lineHeight: 1.15 },
    header: (page) =>
      page === 1
        ? null
        : strip(muted(title, { size: 7, most: 110 }), muted('All times in UTC', { size: 7 }), 30),
    footer: (page, count) => {
      tell(count);
      return strip(muted(foot, { size: 7, most: 110 }), muted(`Page ${page} of ${count}`, { size: 7 }), 18);
    },
  };
}

const strip = (left: ContentText[], right: ContentText[], top: number): Content => ({
  columns: [
    { text: left, width: '*' },
    { text: right, width: 120, alignment: 'right' },
  ],
  margin: [PAGE.margins.left, top, PAGE.margins.right, 0],
});

/** Headings and their pages, which the layout writes into them. */
function headingsOf(content: readonly Content[]): PdfHeading[] {
  return content.flatMap((part) => {
    if (typeof part === 'object' && 'stack' in part) return headingsOf(part.stack);
    const { headlineLevel, outlineText, positions } = part as ContentText & {
      positions?: { pageNumber: number }[];
    };
    const page = positions?.[0]?.pageNumber;
    return outlineText === undefined || headlineLevel === undefined || page === undefined
      ? []
      : [{ level: headlineLevel, title: outlineText, page }];
  });
}
