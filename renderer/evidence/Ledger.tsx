import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import { FILTERS, type LedgerFilter } from '../../shared/ledger-filters.ts';
import type { Evidence } from '../../shared/model.ts';
import { copy } from '../app/copy.ts';
import { tell } from '../app/messages.tsx';
import { TableExport } from '../export/TableExport.tsx';
import { bytes, count } from '../format/number.ts';
import { commonFolder, shortHash, shorten } from '../format/shorten.ts';
import { holds, sumText } from '../parts/Sum.tsx';
import { text } from '../text.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { Term, type TermName } from '../parts/Term.tsx';

const ROW_HEIGHT = 26;

interface LedgerProps {
  evidence: readonly Evidence[];
  chosen: number | null;
  onChoose: (evidenceId: number) => void;
}

/** A line for every file that was given; thousands of them scroll as well. */
export function Ledger({ evidence, chosen, onChoose }: LedgerProps) {
  const [filter, setFilter] = useState<LedgerFilter>('all');
  const passing = evidence.filter(FILTERS[filter]);
  const folder = useMemo(() => commonFolder(evidence.map((line) => line.name)), [evidence]);
  return (
    <div className="ledger" data-testid="ledger">
      <div className="toggle-row ledger-filters">
        {(Object.keys(FILTERS) as LedgerFilter[]).map((name) => {
          const n = evidence.filter(FILTERS[name]).length;
          if (n === 0 && name !== 'all') return null;
          return (
            <button
              key={name}
              type="button"
              className="toggle"
              aria-pressed={filter === name}
              onClick={() => setFilter(name)}
            >
              {text.evidence.filter[name]} <span className="n">{count(n)}</span>
            </button>
          );
        })}
        {folder && <span className="muted">{text.evidence.under(folder)}</span>}
        <span className="spring" />
        <TableExport asked={{ table: 'evidence', shown: filter }} />
      </div>
      <Rows evidence={passing} folder={folder} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}

const TOLD: Readonly<Record<string, TermName>> = {
  hash: 'sha256',
  records: 'record',
  events: 'event',
  rejects: 'reject',
  skips: 'skip',
};

const HEADS = [
  ['statusHeader', ''],
  ['name', ''],
  ['source', ''],
  ['size', 'number'],
  ['hash', ''],
  ['records', 'number'],
  ['events', 'number'],
  ['rejects', 'number'],
  ['skips', 'number'],
  ['sum', ''],
] as const;

function Rows({ evidence, folder, chosen, onChoose }: LedgerProps & { folder: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's functions are called while rendering only
  const virtual = useVirtualizer({
    count: evidence.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialRect: { width: 1000, height: 600 },
  });
  return (
    <div
      ref={scroller}
      className="ledger-scroll"
      role="table"
      aria-label={text.evidence.ledger}
      aria-rowcount={evidence.length + 1}
    >
      <div className="ledger-row ledger-head" role="row" aria-rowindex={1}>
        {HEADS.map(([name, kind]) => (
          <div key={name} role="columnheader" className={kind}>
            <Head name={name} />
          </div>
        ))}
      </div>
      <div className="ledger-area" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = evidence[item.index];
          return line ? (
            <Line
              key={line.evidence_id}
              line={line}
              index={item.index}
              top={item.start}
              folder={folder}
              chosen={chosen === line.evidence_id}
              onChoose={onChoose}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function Head({ name }: { name: (typeof HEADS)[number][0] }) {
  const told = TOLD[name];
  return told ? <Term name={told}>{text.evidence[name]}</Term> : text.evidence[name];
}

interface LineProps {
  line: Evidence;
  index: number;
  top: number;
  /** Left out of the name; the whole path is in the title. */
  folder: string;
  chosen: boolean;
  onChoose: (evidenceId: number) => void;
}

type Beside = (row: HTMLElement) => HTMLElement | null;

const BESIDE: Readonly<Record<string, Beside | undefined>> = {
  ArrowDown: (row) => row.nextElementSibling as HTMLElement | null,
  ArrowUp: (row) => row.previousElementSibling as HTMLElement | null,
};

function Line({ line, index, top, folder, chosen, onChoose }: LineProps) {
  const keyed = (event: KeyboardEvent<HTMLElement>) => {
    const beside = BESIDE[event.key];
    if (beside) {
      event.preventDefault();
      beside(event.currentTarget)?.focus();
    }
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    onChoose(line.evidence_id);
  };
  const own = line.name.slice(folder.length);
  const name = line.member ? `${own} › ${line.member}` : own;
  return (
    <div
      className={`ledger-row ledger-line${chosen ? ' chosen' : ''}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      tabIndex={0}
      style={{ top }}
      onClick={() => onChoose(line.evidence_id)}
      onKeyDown={keyed}
    >
      <div role="cell">
        <StatusBadge status={line.status} />
      </div>
      <div role="cell" title={line.path} className="ledger-name">
        {shorten(name, 58)}
      </div>
      <div role="cell" title={line.shape ?? undefined}>
        {line.source ? (
          `${line.source}${line.shape ? ` · ${line.shape}` : ''}`
        ) : (
          <span className="muted">—</span>
        )}
      </div>
      <div role="cell" className="number" title={line.bytes === null ? undefined : `${count(line.bytes)} B`}>
        {line.bytes === null ? '—' : bytes(line.bytes)}
      </div>
      <div role="cell">{line.sha256 ? <Hash sha256={line.sha256} /> : <span className="muted">—</span>}</div>
      <div role="cell" className="number">
        {count(line.records)}
      </div>
      <div role="cell" className="number">
        {count(line.events)}
      </div>
      <div role="cell" className={`number${line.rejects > 0 ? ' some-rejects' : ''}`}>
        {count(line.rejects)}
      </div>
      <div role="cell" className="number" title={skipWords(line)}>
        {count(line.skips)}
      </div>
      <div role="cell">
        <LineSum line={line} />
      </div>
    </div>
  );
}

function Hash({ sha256 }: { sha256: string }) {
  return (
    <button
      type="button"
      className="value mono"
      title={`${sha256}\n${text.action.copy}`}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        copy(sha256);
        tell(text.action.copied);
      }}
    >
      {shortHash(sha256)}
    </button>
  );
}

function LineSum({ line }: { line: Evidence }) {
  if (line.status === 'importing') return <span className="muted">…</span>;
  if (line.records === 0 && line.status !== 'loaded')
    return (
      <span className="muted" title={text.evidence.unread}>
        —
      </span>
    );
  const good = holds(line);
  return (
    <span className={`badge bare ${good ? 'fine' : 'risk-4'}`} title={sumText(line)}>
      {good ? '= ✓' : '≠ ✕'}
      <span className="visually-hidden">{good ? text.evidence.balanced : text.evidence.unbalanced}</span>
    </span>
  );
}

const skipWords = (line: Evidence): string | undefined =>
  Object.entries(line.skip_reasons)
    .map(([reason, n]) => `${reason}: ${count(n)}`)
    .join('\n') || undefined;
