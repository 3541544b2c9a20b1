import { Button } from '@blueprintjs/core';
import { Download, Import } from '@blueprintjs/icons';
import { useRef, type ChangeEvent } from 'react';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import type { Change } from './queries.ts';

const words = text.networks;
const FORMATS = ['csv', 'json'] as const;

/** Takes networks from another case, and gives them to the next. */
export function Exchange({ busy, change }: { busy: boolean; change: (change: Change) => void }) {
  const engine = useEngine();
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const save = async (format: (typeof FORMATS)[number]) => {
    const done = await engine.networks.export({ format });
    if (await host.saveText(`known-networks.${format}`, done.text)) tell(words.exported(done.networks));
  };
  const load = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (!file) return;
    const content = await file.text();
    change((networks) => networks.import({ text: content }));
  };
  return (
    <>
      <Button
        size="small"
        icon={<Import />}
        text={words.import}
        title={words.importHelp}
        disabled={busy}
        onClick={() => input.current?.click()}
      />
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          icon={<Download />}
          text={words.export[format]}
          onClick={() => void save(format).catch(tellProblem)}
        />
      ))}
      <input
        ref={input}
        type="file"
        accept=".csv,.json,.txt"
        hidden
        data-testid="networks-file"
        onChange={(event) => void load(event).catch(tellProblem)}
      />
    </>
  );
}
