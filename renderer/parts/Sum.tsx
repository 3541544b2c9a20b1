import { Tick, WarningSign } from '@blueprintjs/icons';
import { count } from '../format/number.ts';
import { text } from '../text.ts';

interface Counts {
  records: number;
  events: number;
  rejects: number;
  skips: number;
}

export const holds = (counts: Counts): boolean =>
  counts.records === counts.events + counts.rejects + counts.skips;

/** `records = events + rejects + skips`, added up here again and not only believed. */
export function SumMark({ counts, balanced = true }: { counts: Counts; balanced?: boolean }) {
  const good = balanced && holds(counts);
  const label = good ? text.evidence.balanced : text.evidence.unbalanced;
  const help = good ? text.evidence.balancedHelp : text.evidence.unbalancedHelp;
  return (
    <span className={`badge bare ${good ? 'fine' : 'risk-4'}`} title={`${sumText(counts)}. ${help}`}>
      {good ? <Tick size={14} /> : <WarningSign size={14} />}
      {label}
    </span>
  );
}

export const sumText = ({ records, events, rejects, skips }: Counts): string =>
  text.evidence.sumText(records, events, rejects, skips);

export function SumLine({ counts, balanced }: { counts: Counts; balanced: boolean }) {
  const parts: [string, number][] = [
    [text.evidence.events, counts.events],
    [text.evidence.rejects, counts.rejects],
    [text.evidence.skips, counts.skips],
  ];
  return (
    <span className="sum" data-testid="ledger-sum">
      <span>
        <strong>{count(counts.records)}</strong> {text.evidence.records.toLowerCase()}
      </span>
      {parts.map(([name, amount], at) => (
        <span key={name}>
          <span className="sign">{at === 0 ? '= ' : '+ '}</span>
          <strong>{count(amount)}</strong> {name.toLowerCase()}
        </span>
      ))}
      <SumMark counts={counts} balanced={balanced} />
    </span>
  );
}
