import { Button } from '@blueprintjs/core';
import { Media } from '@blueprintjs/icons';
import { useState, type RefObject } from 'react';
import type { Redaction } from '../../shared/redaction.ts';
import { useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { useRedact, useRedaction } from '../export/redaction.ts';
import { RedactionMenu } from '../export/RedactionMenu.tsx';
import { text } from '../text.ts';
import { KeepPicture } from './KeepPicture.tsx';
import { pngOfDrawing } from './png-file.ts';
import { redrawn } from './redrawn.ts';
import { drawingOf, type Drawing, type Say } from './svg-file.ts';

interface SavePictureProps {
  /** Of the file, without its ending. */
  name: PictureName;
  /** What it is called in the report, until somebody types another title. */
  title?: string;
  /** What holds the picture: drawings marked `data-picture` (with their label); or what draws it. */
  picture: RefObject<HTMLElement | null> | ((say: Say) => Drawing);
  /** The choice of pseudonyms stands beside it already. */
  chosenBeside?: boolean;
}

type PictureName = keyof typeof text.picture.names;

/** Saves a chart or a map as it stands on screen, or puts it into the report. */
export function SavePicture({
  name,
  title = text.picture.names[name],
  picture,
  chosenBeside = false,
}: SavePictureProps) {
  const host = useHost();
  const redact = useRedact();
  const chosen = useRedaction((state) => state.chosen);
  const [keeping, setKeeping] = useState<Keeping | null>(null);
  const drawing = () =>
    redrawn((say) => (typeof picture === 'function' ? picture(say) : drawn(picture.current, say)), redact);
  const png = async () => pngOfDrawing(await drawing());
  const acts = {
    svg: async () => (await host.saveText(`${name}.svg`, (await drawing()).text)) && tell(text.picture.saved),
    png: async () => (await host.saveBytes(`${name}.png`, await png())) && tell(text.picture.saved),
    report: async () => setKeeping({ png: await png(), redact: [...chosen] }),
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
      {!chosenBeside && <RedactionMenu />}
      {keeping && <KeepPicture {...keeping} title={title} onClose={() => setKeeping(null)} />}
    </span>
  );
}

interface Keeping {
  png: Uint8Array;
  redact: Redaction[];
}

function drawn(element: HTMLElement | null, say: Say): Drawing {
  const drawing = element && drawingOf(element, say);
  if (!drawing) throw new Error('there is no picture yet');
  return drawing;
}
