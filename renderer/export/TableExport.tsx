import { Button, PopoverNext } from '@blueprintjs/core';
import { Download, EyeOff } from '@blueprintjs/icons';
import { useState } from 'react';
import type { z } from 'zod';
import type { TableAsked } from '../../shared/exports.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { RedactionChoice } from './RedactionChoice.tsx';
import { saveTo } from './save.ts';

const FORMATS = ['csv', 'json'] as const;

/** Saves all rows of what a screen shows, those out of sight too. */
export function TableExport({ asked }: { asked: z.input<typeof TableAsked> }) {
  const engine = useEngine();
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [redact, setRedact] = useState<Redaction[]>([]);
  const save = async (format: (typeof FORMATS)[number]) => {
    setBusy(true);
    try {
      const done = await saveTo(host, `${asked.table}.${format}`, 'one', ({ path }) =>
        engine.report.table({ asked, format, path, ...(redact.length > 0 && { redact }) }),
      );
      if (done) tell(text.export.rowsSaved(done.rows, done.files[0]?.sha256 ?? ''));
    } catch (error) {
      tellProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className="row-gap nowrap table-export">
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          variant="minimal"
          icon={<Download />}
          text={text.export.table[format]}
          title={text.export.tableHelp[format]}
          disabled={busy}
          onClick={() => void save(format)}
        />
      ))}
      <PopoverNext
        arrow={false}
        animation="minimal"
        content={
          <div className="redaction-menu">
            <RedactionChoice chosen={redact} disabled={busy} onChoose={setRedact} />
          </div>
        }
      >
        <Button
          size="small"
          variant="minimal"
          icon={<EyeOff />}
          active={redact.length > 0}
          aria-label={text.redaction.button(redact.length)}
          title={text.redaction.button(redact.length)}
        />
      </PopoverNext>
    </span>
  );
}
