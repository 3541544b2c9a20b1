import type { Severity, VerdictName } from '../../shared/model.ts';
import { SEVERITIES } from '../../shared/model.ts';
import { text } from '../text.ts';

/** Four steps, filled as far as the severity reaches: readable without colour. */
function Steps({ level }: { level: number }) {
  return (
    <svg width="14" height="12" viewBox="0 0 14 12" aria-hidden="true">
      {[0, 1, 2, 3].map((step) => (
        <rect
          key={step}
          x={step * 3.6}
          y={9 - step * 3}
          width="2.6"
          height={3 + step * 3}
          rx="0.5"
          fill="currentColor"
          opacity={step < level ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}

export const severityLevel = (severity: Severity): number => SEVERITIES.indexOf(severity);

export function SeverityBadge({ severity, bare = false }: { severity: Severity; bare?: boolean }) {
  const level = severityLevel(severity);
  return (
    <span className={`badge risk-${level}${bare ? ' bare' : ''}`} title={text.severityMeaning[severity]}>
      <Steps level={level} />
      {text.severity[severity]}
    </span>
  );
}

/** Beside what comes from a hunt of the case itself. */
export function OwnMark({ sha256 }: { sha256: string }) {
  return (
    <span className="tag" title={text.hunts.own.markHelp(sha256)}>
      {text.hunts.own.mark}
    </span>
  );
}

const VERDICT_LOOK: Record<VerdictName, { tone: string; shape: keyof typeof SHAPES }> = {
  malicious: { tone: 'risk-4', shape: 'octagon' },
  suspicious: { tone: 'risk-3', shape: 'triangle' },
  inconclusive: { tone: 'open', shape: 'question' },
  'likely benign': { tone: 'fine', shape: 'halfTick' },
  benign: { tone: 'fine', shape: 'tick' },
  'not applicable': { tone: 'plain', shape: 'dash' },
};

const SHAPES = {
  octagon: <path d="M4.2 1h5.6L13 4.2v5.6L9.8 13H4.2L1 9.8V4.2zM4.5 4.5l5 5m0-5l-5 5" />,
  triangle: <path d="M7 1.5L13 12.5H1zM7 5.5v3.5m0 1.4v.2" />,
  question: (
    <>
      <circle cx="7" cy="7" r="6" strokeDasharray="3 2" />
      <path d="M5.2 5.4a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2m0 1.6v.2" />
    </>
  ),
  halfTick: (
    <>
      <circle cx="7" cy="7" r="6" />
      <path d="M4.2 7.2l2 2 3.6-4" />
    </>
  ),
  tick: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path className="inverse" d="M4.2 7.2l2 2 3.6-4" />
    </>
  ),
  dash: (
    <>
      <circle cx="7" cy="7" r="6" />
      <path d="M4.2 7h5.6" />
    </>
  ),
} as const;

export const verdictTone = (verdict: VerdictName): string => VERDICT_LOOK[verdict].tone;

export function VerdictIcon({ verdict }: { verdict: VerdictName }) {
  return (
    <svg
      className="verdict-icon"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[VERDICT_LOOK[verdict].shape]}
    </svg>
  );
}

export function VerdictBadge({ verdict, bare = false }: { verdict: VerdictName; bare?: boolean }) {
  return (
    <span
      className={`badge ${verdictTone(verdict)}${bare ? ' bare' : ''}`}
      title={text.verdictMeaning[verdict]}
    >
      <VerdictIcon verdict={verdict} />
      {text.verdict[verdict]}
    </span>
  );
}

const OUTCOMES: Readonly<Record<string, { tone: string; sign: string }>> = {
  success: { tone: 'fine', sign: '✓' },
  failure: { tone: 'risk-2', sign: '✕' },
};

export function Outcome({ outcome }: { outcome: string }) {
  const look = OUTCOMES[outcome] ?? { tone: 'open', sign: '?' };
  return (
    <span className={`badge bare ${look.tone}`}>
      <span aria-hidden="true">{look.sign}</span>
      {text.outcome[outcome] ?? outcome}
    </span>
  );
}
