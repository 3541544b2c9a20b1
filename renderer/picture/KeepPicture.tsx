import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { useId, useState, type SyntheticEvent } from 'react';
import { PictureTitle } from '../../shared/pictures.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { tell } from '../app/messages.tsx';
import { href } from '../app/route.ts';
import { text } from '../text.ts';
import { usePictureUrl } from './picture-url.ts';
import { useKeepPicture } from './queries.ts';
import './picture.css';

interface KeepPictureProps {
  png: Uint8Array;
  /** What has pseudonyms in it. */
  redact: readonly Redaction[];
  title: string;
  onClose: () => void;
}

/** Shows a picture as the report will have it, and asks for its title. */
export function KeepPicture({ png, redact, title, onClose }: KeepPictureProps) {
  const [typed, setTyped] = useState(title.slice(0, 300));
  const id = useId();
  const url = usePictureUrl(png);
  const keep = useKeepPicture();
  const wanted = PictureTitle.safeParse(typed);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!wanted.success) return;
    const done = () => {
      tell(text.picture.kept);
      onClose();
    };
    keep.mutate({ title: wanted.data, png, redact }, { onSuccess: done });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text.picture.keepTitle}
      transitionDuration={0}
      className="keep-picture"
    >
      <form onSubmit={submit} data-testid="keep-picture">
        <DialogBody>
          {url && <img src={url} alt={wanted.success ? wanted.data : text.picture.keepTitle} />}
          <FormGroup label={text.picture.title} labelFor={id} helperText={text.picture.keepHelp}>
            <InputGroup
              id={id}
              autoFocus
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </FormGroup>
          {redact.length > 0 && <p className="muted">{text.picture.keepRedacted}</p>}
          <a href={href(['notes'])} onClick={onClose}>
            {text.picture.toList} →
          </a>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text={text.action.cancel} onClick={onClose} />
              <Button
                type="submit"
                intent="primary"
                text={text.picture.keep}
                disabled={!wanted.success}
                loading={keep.isPending}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
