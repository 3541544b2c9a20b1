import { Button } from '@blueprintjs/core';
import { Download } from '@blueprintjs/icons';
import { useState } from 'react';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { redactOf, useRedaction } from '../export/redaction.ts';
import { RedactionMenu } from '../export/RedactionMenu.tsx';
import { text } from '../text.ts';
import type { AskedNow } from './queries.ts';

/** Saves all rows of the answer as a file. */
export function Export({ asked }: { asked: AskedNow }) {
  const engine = useEngine();
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const chosen = useRedaction((state) => state.chosen);
  const save = async (format: 'csv' | 'json') => {
    setBusy(true);
    try {
      const { query, inputs, sort } = asked;
      const asking = { query, inputs, ...(sort ? { sort } : {}), format, ...redactOf(chosen) };
      const done = await engine.queries.export(asking);
      if (await host.saveText(`${query}.${format}`, done.text ?? ''))
        tell(text.questions.exported(done.rows));
    } catch (error) {
      tellProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {(['csv', 'json'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          icon={<Download />}
          text={text.questions[format]}
          disabled={busy}
          onClick={() => void save(format)}
        />
      ))}
      <RedactionMenu disabled={busy} />
    </>
  );
}
