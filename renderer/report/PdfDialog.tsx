import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  FormGroup,
  NumericInput,
} from '@blueprintjs/core';
import { useState } from 'react';
import { PDF_DEFAULTS, PDF_SECTIONS, type PdfMade, type PdfSection } from '../../shared/pdf-report.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { RedactionChoice } from '../export/RedactionChoice.tsx';
import { text } from '../text.ts';
import './report.css';

const words = text.pdf;

interface PdfDialogProps {
  /** Of the case, and so of the file. */
  name: string;
  onClose: () => void;
}

/** Parts to choose, what the report then holds, and saving it. */
export function PdfDialog({ name, onClose }: PdfDialogProps) {
  const host = useHost();
  const engine = useEngine();
  const [sections, setSections] = useState<readonly PdfSection[]>(PDF_DEFAULTS.sections);
  const [incidents, setIncidents] = useState(PDF_DEFAULTS.incidents);
  const [redact, setRedact] = useState<Redaction[]>([]);
  const { made, busy, make, forget } = useMaking();
  const toggle = (section: PdfSection) => {
    forget();
    setSections(PDF_SECTIONS.filter((each) => (each === section) !== sections.includes(each)));
  };
  const save = async (report: PdfMade) => {
    if (!(await host.saveBytes(`${name}.pdf`, bytesOf(report.base64 ?? '')))) return;
    await engine.report.pdfSaved({ sha256: report.sha256 });
    tell(words.saved);
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.title} className="pdf-dialog" transitionDuration={0}>
      <DialogBody>
        <p className="muted">{words.intro}</p>
        <FormGroup label={words.parts}>
          {PDF_SECTIONS.map((section) => (
            <Checkbox
              key={section}
              label={words.sections[section]}
              checked={sections.includes(section)}
              disabled={busy}
              onChange={() => toggle(section)}
            />
          ))}
        </FormGroup>
        <FormGroup label={words.incidents} labelFor="pdf-incidents" inline>
          <NumericInput
            id="pdf-incidents"
            buttonPosition="none"
            min={1}
            max={1000}
            clampValueOnBlur
            value={incidents}
            disabled={busy || !sections.includes('incidents')}
            onValueChange={(value) => {
              forget();
              setIncidents(Math.min(1000, Math.max(1, Math.round(value) || 1)));
            }}
          />
        </FormGroup>
        <RedactionChoice
          chosen={redact}
          disabled={busy}
          onChoose={(chosen) => {
            forget();
            setRedact(chosen);
          }}
        />
        {made && <Made made={made} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button
              text={busy ? words.making : words.make}
              loading={busy}
              disabled={sections.length === 0}
              title={sections.length === 0 ? words.none : undefined}
              intent={made ? 'none' : 'primary'}
              onClick={() =>
                make({ sections: [...sections], incidents, ...(redact.length > 0 && { redact }) })
              }
            />
            <Button
              text={words.save}
              intent={made ? 'primary' : 'none'}
              disabled={made === null || busy}
              onClick={() => made && void save(made).catch(tellProblem)}
            />
          </>
        }
      />
    </Dialog>
  );
}

/** A report is of the parts that were chosen when it was made: it is forgotten as soon as they change. */
function useMaking() {
  const engine = useEngine();
  const [made, setMade] = useState<PdfMade | null>(null);
  const [busy, setBusy] = useState(false);
  const make = (choices: Parameters<typeof engine.report.pdf>[0]) => {
    setBusy(true);
    setMade(null);
    engine.report
      .pdf(choices)
      .then(setMade, tellProblem)
      .finally(() => setBusy(false));
  };
  return { made, busy, make, forget: () => setMade(null) };
}

/** What the report holds: its headings with their pages, its size and its hash. */
function Made({ made }: { made: PdfMade }) {
  const listed = made.headings.filter((heading) => heading.level < 3);
  return (
    <section className="stack" data-testid="pdf-made">
      <strong>{words.made(made.pages, made.bytes)}</strong>
      <div className="pdf-contents" role="list" aria-label={words.contents} tabIndex={0}>
        {listed.map((heading, index) => (
          <div key={index} role="listitem" className={`pdf-line level-${heading.level}`}>
            <span>{heading.title}</span>
            <span className="muted number">{words.page(heading.page)}</span>
          </div>
        ))}
      </div>
      <label>
        <span className="muted">{words.sha256}</span>
        <code className="pdf-hash">{made.sha256}</code>
      </label>
    </section>
  );
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
