import { Button, InputGroup, ProgressBar } from '@blueprintjs/core';
import { Document, FolderOpen } from '@blueprintjs/icons';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { useHost } from '../app/engine-context.ts';
import { bytes } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { DropZone } from '../parts/DropZone.tsx';
import { text } from '../text.ts';
import { useBring } from './queries.ts';

/** All ways in: dropped, chosen, or typed. */
export function ImportArea({ big }: { big: boolean }) {
  const host = useHost();
  const { busy, copying, stop, bring } = useBring();
  return (
    <DropZone
      title={text.evidence.drop}
      help={text.evidence.dropHelp}
      big={big}
      takes="evidence"
      disabled={busy}
      onDrop={(data) => void bring((watch) => host.pathsOfDrop(data, watch))}
    >
      {copying ? (
        <div className="copying" role="status">
          <span>{text.evidence.upload(copying.files_total)}</span>
          <ProgressBar value={copying.bytes_total > 0 ? copying.bytes_done / copying.bytes_total : 0} />
          <span className="muted">
            {shorten(copying.name, 40)} · {text.job.of(bytes(copying.bytes_done), bytes(copying.bytes_total))}
          </span>
          <Button size="small" text={text.action.cancel} onClick={stop} />
        </div>
      ) : (
        <div className="import-ways">
          <Button
            size="small"
            icon={<Document />}
            text={text.evidence.chooseFiles}
            disabled={busy}
            onClick={() => void bring((watch) => host.chooseEvidence(watch))}
          />
          <Button
            size="small"
            icon={<FolderOpen />}
            text={text.evidence.chooseFolder}
            disabled={busy}
            onClick={() => void bring((watch) => host.chooseFolder(watch))}
          />
          <PathField disabled={busy} onPath={(path) => void bring(() => Promise.resolve([{ path }]))} />
        </div>
      )}
    </DropZone>
  );
}

function PathField({ disabled, onPath }: { disabled: boolean; onPath: (path: string) => void }) {
  const [path, setPath] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const typed = path.trim();
    if (!typed) return;
    onPath(typed);
    setPath('');
  };
  return (
    <form className="path-form" onSubmit={submit}>
      <InputGroup
        size="small"
        data-testid="path-input"
        aria-label={text.evidence.path}
        placeholder={text.evidence.pathPlaceholder}
        value={path}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button
        size="small"
        type="submit"
        text={text.evidence.import}
        disabled={disabled || path.trim() === ''}
      />
    </form>
  );
}
