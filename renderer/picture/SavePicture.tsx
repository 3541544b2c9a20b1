import { Button } from '@blueprintjs/core';
import { Media } from '@blueprintjs/icons';
import { useState, type RefObject } from 'react';
import { useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { KeepPicture } from './KeepPicture.tsx';
import { pngOfDrawing } from './png-file.ts';
import { drawingOf, type Drawing } from './svg-file.ts';

interface SavePictureProps {
  /** Of the file, without its ending. */
  name: PictureName;
  /** What it is called in the report, until somebody types another title. */
  title?: string;
  /** What holds the picture: drawings marked `data-picture` (with their label); or what draws it. */
  picture: RefObject<HTMLElement | null> | (() => Drawing);
}

type PictureName = keyof typeof text.picture.names;

/** Saves a chart or a map as it stands on screen, or puts it into the report. */
export function SavePicture({ name, title = text.picture.names[name], picture }: SavePictureProps) {
  const host = useHost();
  const [keeping, setKeeping] = useState<Uint8Array | null>(null);
  const drawing = () => (typeof picture === 'function' ? picture() : drawn(picture.current));
  const png = () => pngOfDrawing(drawing());
  const acts = {
    svg: async () => (await host.saveText(`${name}.svg`, drawing().text)) && tell(text.picture.saved),
    png: async () => (await host.saveBytes(`${name}.png`, await png())) && tell(text.picture.saved),
    report: async () => setKeeping(await png()),
  };
  return (
    <span className="save-picture" role="group" aria-label={text.picture.save}>
      {(['svg', 'png', 'report'] as const).map((act, at) => (
        <Button
          key={act}
          size="small"
          variant="minimal"
          {...(at === 0 ? { icon: <Media /> } : {})}
          text={text.picture[act]}
          title={text.picture.help[act]}
          onClick={() => void acts[act]().catch(tellProblem)}
        />
      ))}
      {keeping && <KeepPicture png={keeping} title={title} onClose={() => setKeeping(null)} />}
    </span>
  );
}

function drawn(element: HTMLElement | null): Drawing {
  const drawing = element && drawingOf(element);
  if (!drawing) throw new Error('there is no picture yet');
  return drawing;
}
