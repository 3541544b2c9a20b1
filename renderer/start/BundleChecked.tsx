import { Callout } from '@blueprintjs/core';
import type { BundleVerification } from '../../shared/bundle.ts';
import { text } from '../text.ts';

const words = text.bundle;

/** What became of checking a bundle: its own hash, what is wrong or missing, and every difference of the report. */
export function BundleChecked({ checked }: { checked: BundleVerification }) {
  const { state, sha256, problems, missing, notices, differences, differences_total: total } = checked;
  return (
    <section className="stack" data-testid="bundle-checked" data-state={state} role="status">
      <Callout intent={state === 'same' ? 'success' : 'warning'} title={words.states[state]}>
        {words.stateHelp[state]}
      </Callout>
      <label>
        <span className="muted">{words.sha256}</span>
        <code className="bundle-hash">{sha256}</code>
      </label>
      <Lines title={words.problems} lines={problems} />
      <Lines title={words.missing} lines={missing} />
      <Lines title={words.notices} lines={notices} />
      {total > 0 && (
        <>
          <strong>{words.differences(total, differences.length)}</strong>
          <div className="bundle-differences" tabIndex={0} role="region" aria-label={words.differencesTitle}>
            <table className="table">
              <thead>
                <tr>
                  <th>{words.part}</th>
                  <th>{words.bundled}</th>
                  <th>{words.now}</th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ part, bundled, now }, index) => (
                  <tr key={index}>
                    <td>{part}</td>
                    <td>{bundled ?? text.state.absent}</td>
                    <td>{now ?? text.state.absent}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <strong>{title}</strong>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
