import { Button } from '@blueprintjs/core';
import { Download } from '@blueprintjs/icons';
import { useState } from 'react';
import type { z } from 'zod';
import type { TableAsked } from '../../shared/exports.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { redactOf, useRedaction } from './redaction.ts';
import { RedactionMenu } from './RedactionMenu.tsx';
import { saveTo } from './save.ts';

const FORMATS = ['csv', 'json'] as const;

/** Saves all rows of what a screen shows, those out of sight too. */
export function TableExport({ asked }: { asked: z.input<typeof TableAsked> }) {
  const engine = useEngine();
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const chosen = useRedaction((state) => state.chosen);
  const save = async (format: (typeof FORMATS)[number]) => {
    setBusy(true);
    try {
      const done = await saveTo(host, `${asked.table}.${format}`, 'one', ({ path }) =>
        engine.report.table({ asked, format, path, ...redactOf(chosen) }),
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
      <RedactionMenu disabled={busy} />
    </span>
  );
}
