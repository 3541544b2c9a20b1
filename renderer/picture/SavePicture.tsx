import { Button } from '@blueprintjs/core';
import { Media } from '@blueprintjs/icons';
import type { RefObject } from 'react';
import { useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { pngOfCanvas, pngOfDrawing } from './png-file.ts';
import { drawingOf } from './svg-file.ts';

interface SavePictureProps {
  /** Of the file, without its ending. */
  name: string;
  /** What holds the picture: drawings marked `data-picture` (with their label), or a canvas, which has pixels only. */
  picture: RefObject<HTMLElement | null>;
  canvas?: boolean;
}

/** Saves a chart or a map as it stands on screen. */
export function SavePicture({ name, picture, canvas = false }: SavePictureProps) {
  const host = useHost();
  const save = async (format: 'svg' | 'png') => {
    const element = picture.current;
    if (!element) return;
    try {
      const saved = await (format === 'svg' ? saveSvg(element) : savePng(element));
      if (saved) tell(text.picture.saved);
    } catch (error) {
      tellProblem(error);
    }
  };
  const saveSvg = (element: HTMLElement) => host.saveText(`${name}.svg`, drawn(element).text);
  const savePng = async (element: HTMLElement) => {
    const own = canvas ? element.querySelector('canvas') : null;
    const bytes = await (own ? pngOfCanvas(own) : pngOfDrawing(drawn(element)));
    return host.saveBytes(`${name}.png`, bytes);
  };
  return (
    <span className="save-picture" role="group" aria-label={text.picture.save}>
      {(canvas ? (['png'] as const) : (['svg', 'png'] as const)).map((format, at) => (
        <Button
          key={format}
          size="small"
          variant="minimal"
          {...(at === 0 ? { icon: <Media /> } : {})}
          text={text.picture[format]}
          title={text.picture.help[format]}
          onClick={() => void save(format)}
        />
      ))}
    </span>
  );
}

function drawn(element: HTMLElement) {
  const drawing = drawingOf(element);
  if (!drawing) throw new Error('there is no picture yet');
  return drawing;
}
