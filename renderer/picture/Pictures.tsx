import { Button } from '@blueprintjs/core';
import { Trash } from '@blueprintjs/icons';
import type { Picture } from '../../shared/pictures.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { usePictureUrl } from './picture-url.ts';
import { usePictureFile, usePictures, useRemovePicture } from './queries.ts';
import './picture.css';

/** The pictures that stand in the report; nothing where there is none. */
export function Pictures() {
  const pictures = usePictures();
  return (
    <Loaded query={pictures}>
      {({ pictures: kept, unreadable }) =>
        kept.length + unreadable.length === 0 ? null : (
          <Panel title={text.picture.list} hint={text.picture.listHelp} testId="pictures">
            {unreadable.length > 0 && <p className="muted">{text.picture.unreadable(unreadable.length)}</p>}
            <ul className="pictures">
              {kept.map((one) => (
                <Kept key={one.picture} picture={one} />
              ))}
            </ul>
          </Panel>
        )
      }
    </Loaded>
  );
}

function Kept({ picture }: { picture: Picture }) {
  const { picture: number, title, sha256, width, height, redacted, author, written_at } = picture;
  const file = usePictureFile(number, sha256);
  const url = usePictureUrl(file.data ?? null);
  const remove = useRemovePicture();
  return (
    <li>
      {url ? <img src={url} alt={title} /> : <span className="picture-waiting" aria-busy="true" />}
      <div>
        <strong>{title}</strong>
        <p className="muted">
          {text.picture.size(width, height)}
          {redacted.length > 0 && ` · ${text.picture.keptRedacted}`} · {author}, <Time iso={written_at} />
        </p>
        <p className="mono muted picture-hash">SHA-256 {sha256}</p>
        <Button
          size="small"
          variant="minimal"
          icon={<Trash size={14} />}
          text={text.picture.remove}
          aria-label={`${text.picture.remove}: ${title}`}
          loading={remove.isPending}
          onClick={() => remove.mutate(number)}
        />
      </div>
    </li>
  );
}
