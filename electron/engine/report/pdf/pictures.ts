import type { Content } from 'pdfmake/interfaces.js';
import { picturesNote } from '../reported-pictures.ts';
import type { Told } from './gather.ts';
import { PAGE } from './page.ts';
import { bold, count, heading, mono, paragraph, say, time, together, words } from './words.ts';

/** Room below a picture's title, and the lines that say what it is. */
const TALLEST = PAGE.height - 90;
/** Points to a pixel of a picture that was made twice as fine as it stands on screen. */
const POINTS = 0.375;

/** The pictures that the analyst put into the report, each with its title; nothing where there is none. */
export function pictures({ pictures: kept, hiddenPictures, acts }: Told, parent: string): Content[] {
  if (kept.length + hiddenPictures === 0) return [];
  const left = picturesNote(hiddenPictures);
  return [
    heading('Pictures', { level: 2, id: 'pictures', parent }),
    paragraph('Charts and drawings of the desk as they stood on screen when the analyst put them here.'),
    ...(left === null ? [] : [paragraph(left)]),
    ...kept.map(({ png, title, width, height, sha256, author, written_at }) =>
      together(
        { text: bold(title), margin: [0, 6, 0, 3] },
        { image: `data:image/png;base64,${png.toString('base64')}`, ...sizeOf(width, height) },
        {
          text: words(
            say(`${count(width)} × ${count(height)} pixels, SHA-256 `, { size: 7 }),
            mono(sha256),
            say(acts === null ? '' : `, put here by ${author}, ${time(written_at)}`, { size: 7 }),
          ),
          margin: [0, 3, 0, 10],
        },
      ),
    ),
  ];
}

function sizeOf(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(POINTS, PAGE.width / width, TALLEST / height);
  return { width: width * scale, height: height * scale };
}
