import { Button } from '@blueprintjs/core';
import { Download } from '@blueprintjs/icons';
import { useState } from 'react';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { redactOf, useRedaction } from '../export/redaction.ts';
import { RedactionMenu } from '../export/RedactionMenu.tsx';
import { text } from '../text.ts';

type Format = 'csv' | 'ndjson';

/** Saves the rejects of a file: to be read in a spreadsheet, or to be mended and dropped again. */
export function RejectExport({ evidenceId, name }: { evidenceId: number; name: string }) {
  const engine = useEngine();
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const chosen = useRedaction((state) => state.chosen);
  const save = async (format: Format) => {
    setBusy(true);
    try {
      const done = await engine.evidence.exportRejects({
        evidence_id: evidenceId,
        format,
        ...redactOf(chosen),
      });
      const [problem] = done.problems;
      const stem = (name.split('/').at(-1) ?? name).replace(/[^\w.-]/g, '_');
      if (!(await host.saveText(`${stem}.rejects.${format}`, done.text ?? ''))) return;
      tell(problem ?? text.evidence.rejectsSaved(done.rejects));
    } catch (error) {
      tellProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="reject-export">
      <div className="row-gap">
        {(['ndjson', 'csv'] as const).map((format) => (
          <Button
            key={format}
            size="small"
            icon={<Download />}
            text={text.evidence.saveRejects[format]}
            disabled={busy}
            onClick={() => void save(format)}
          />
        ))}
        <RedactionMenu disabled={busy} />
      </div>
      <p className="muted">
        {chosen.length === 0 ? text.evidence.rejectsHelp : text.evidence.rejectsRedacted}
      </p>
    </div>
  );
}
