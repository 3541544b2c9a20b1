import { Button, Checkbox, Dialog, DialogBody, DialogFooter, Radio, RadioGroup } from '@blueprintjs/core';
import { Download } from '@blueprintjs/icons';
import { useRef, useState } from 'react';
import type { ExportChoices, ExportedFile, ExportFormatInfo } from '../../shared/exports.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { ExportedFiles } from './ExportedFiles.tsx';
import { useFormats } from './queries.ts';
import { RedactionChoice } from './RedactionChoice.tsx';
import { saveTo } from './save.ts';
import './export.css';

interface ExportDialogProps {
  open: boolean;
  caseName: string;
  onClose: () => void;
}

/** Hands the case over in a format of the person's choice. */
export function ExportDialog({ open, caseName, onClose }: ExportDialogProps) {
  const formats = useFormats();
  return (
    <Dialog isOpen={open} onClose={onClose} title={text.export.title} className="export-dialog">
      {open && (
        <Loaded query={formats}>
          {(list) => <ExportForm formats={list} caseName={caseName} onClose={onClose} />}
        </Loaded>
      )}
    </Dialog>
  );
}

interface ExportFormProps {
  formats: readonly ExportFormatInfo[];
  caseName: string;
  onClose: () => void;
}

function ExportForm({ formats, caseName, onClose }: ExportFormProps) {
  const [chosen, setChosen] = useState('json');
  const [choices, setChoices] = useState<Omit<ExportChoices, 'redact'>>({
    bom: false,
    custody: false,
    evidence: true,
  });
  const [redact, setRedact] = useState<Redaction[]>([]);
  const format = formats.find(({ id }) => id === chosen) ?? formats[0];
  const { busy, files, save, stop, forget } = useSaving(caseName);
  const choose = (id: string) => {
    forget();
    setChosen(id);
  };
  if (format === undefined) return null;
  return (
    <>
      <DialogBody>
        <RadioGroup
          className="export-formats"
          label={text.export.format}
          selectedValue={format.id}
          disabled={busy}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {formats.map(({ id, title, purpose }) => (
            <Radio
              key={id}
              value={id}
              labelElement={
                <>
                  <strong>{title}</strong> <span className="muted">{purpose}</span>
                </>
              }
            />
          ))}
        </RadioGroup>
        {format.options.map((option) => (
          <Checkbox
            key={option}
            checked={choices[option]}
            disabled={busy}
            label={text.export.options[option]}
            onChange={(event) => setChoices({ ...choices, [option]: event.currentTarget.checked })}
          />
        ))}
        {format.redactable ? (
          <RedactionChoice chosen={redact} disabled={busy} onChoose={setRedact} />
        ) : (
          redact.length > 0 && <p className="warning-text">{text.redaction.never}</p>
        )}
        {files !== null && <ExportedFiles files={files} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            {busy && <Button text={text.action.cancel} onClick={stop} />}
            {!busy && <Button text={text.action.close} onClick={onClose} />}
            <Button
              intent="primary"
              icon={<Download />}
              loading={busy}
              text={text.export.save}
              onClick={() => void save(format, { ...choices, redact })}
            />
          </>
        }
      />
    </>
  );
}

/** What was written last, and the one writing that may be under way. */
function useSaving(caseName: string) {
  const engine = useEngine();
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [files, setFiles] = useState<ExportedFile[] | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const save = async (
    { id, files: count, extension, options, redactable }: ExportFormatInfo,
    choices: ExportChoices,
  ) => {
    const { signal } = (stopping.current = new AbortController());
    const heard = Object.fromEntries(options.map((option) => [option, choices[option]]));
    const redact = redactable ? choices.redact : [];
    const name = count === 'one' ? `${caseName}${extension}` : `${caseName} ${id}`;
    setBusy(true);
    setFiles(null);
    try {
      const done = await saveTo(host, name, count, (place) =>
        engine.report.export(
          { format: id, ...place, ...heard, ...(redact.length > 0 && { redact }) },
          { signal },
        ),
      );
      if (done) setFiles(done.files);
    } catch (error) {
      tellProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, files, save, stop: () => stopping.current?.abort(), forget: () => setFiles(null) };
}
