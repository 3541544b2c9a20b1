import { PICTURE_MOST } from '../../shared/pictures.ts';
import { groundColour, type Drawing } from './svg-file.ts';

/** Twice as fine as on screen, for paper. */
const FINENESS = 2;

/** A drawing as pixels. */
export async function pngOfDrawing({ text, width, height }: Drawing): Promise<Uint8Array> {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const fineness = finenessOf(width, height);
    return await painted(image, Math.floor(width * fineness), Math.floor(height * fineness));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A whole tree with many branches is as large as fits into the report. */
const finenessOf = (width: number, height: number): number =>
  Math.min(
    FINENESS,
    Math.sqrt(PICTURE_MOST.pixels / (width * height)),
    PICTURE_MOST.side / width,
    PICTURE_MOST.side / height,
  );

async function painted(image: CanvasImageSource, width: number, height: number): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this window cannot paint a picture');
  context.fillStyle = groundColour();
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the picture could not be made');
  return new Uint8Array(await blob.arrayBuffer());
}
