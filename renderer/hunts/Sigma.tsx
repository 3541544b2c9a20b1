import { Button } from '@blueprintjs/core';
import { Download } from '@blueprintjs/icons';
import { useState } from 'react';
import type { SigmaExports } from '../../shared/own-hunts.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';

const words = text.hunts.sigma;

/** Hunts as rules of Sigma in a file of the person's, and what of them cannot be said. */
export function useSigma() {
  const engine = useEngine();
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<SigmaExports | null>(null);
  const save = async (only: string | null) => {
    setBusy(true);
    try {
      const exports = await engine.hunts.sigma(only === null ? {} : { hunts: [only] });
      setTold(exports);
      const [first] = exports.rules;
      if (!first) return;
      const name = only === null ? words.file : first.file;
      const whole = exports.rules.map((one) => one.text).join('---\n');
      if (await host.saveText(name, whole)) tell(words.saved(exports.rules.length));
    } catch (error) {
      tellProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, told, save };
}

export function SigmaButton({ hunt }: { hunt: string }) {
  const { busy, told, save } = useSigma();
  return (
    <>
      <div>
        <Button
          size="small"
          icon={<Download />}
          text={words.one}
          title={text.term.sigma}
          loading={busy}
          onClick={() => void save(hunt)}
        />
      </div>
      {told && <SigmaTold exports={told} />}
    </>
  );
}

export function SigmaPanel() {
  const { busy, told, save } = useSigma();
  return (
    <Panel title={words.title} hint={words.help} testId="sigma-export">
      <div className="stack">
        <div>
          <Button
            icon={<Download />}
            text={words.all}
            title={text.term.sigma}
            loading={busy}
            onClick={() => void save(null)}
          />
        </div>
        {told && <SigmaTold exports={told} />}
      </div>
    </Panel>
  );
}

/** What differs, and what was refused with every reason. */
function SigmaTold({ exports: { rules, refused } }: { exports: SigmaExports }) {
  const differing = rules.filter(({ differences }) => differences.length > 0);
  return (
    <div className="stack" role="status" data-testid="sigma-told">
      {rules.length === 0 && <p className="not-run">{words.none}</p>}
      {differing.length > 0 && (
        <Reasons
          title={words.differences}
          items={differing.map(({ hunt, title, differences }) => ({ id: hunt, title, lines: differences }))}
        />
      )}
      {refused.length > 0 && (
        <Reasons
          title={words.refused(refused.length)}
          items={refused.map(({ hunt, title, reasons }) => ({ id: hunt, title, lines: reasons }))}
        />
      )}
    </div>
  );
}

interface ReasonsProps {
  title: string;
  items: readonly { id: string; title: string; lines: readonly string[] }[];
}

function Reasons({ title, items }: ReasonsProps) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="sigma-reasons">
        {items.map((one) => (
          <div key={one.id}>
            <dt>{one.title}</dt>
            {one.lines.map((line) => (
              <dd key={line}>{line}</dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
