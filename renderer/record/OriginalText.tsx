import { Button, InputGroup, SegmentedControl } from '@blueprintjs/core';
import { Duplicate, Search } from '@blueprintjs/icons';
import { useMemo, useState } from 'react';
import { useCopying } from '../export/copying.ts';
import { RedactionMenu } from '../export/RedactionMenu.tsx';
import { prettyJson } from '../format/pretty-json.ts';
import { text } from '../text.ts';

const SHOWN_AT_MOST = 200_000;

/** What the log says, letter by letter; only blanks between its parts are ours when it is shown indented. */
export function OriginalText({ source, message }: { source: string; message: string | null }) {
  const [form, setForm] = useState<'indented' | 'written'>('indented');
  const [wanted, setWanted] = useState('');
  const { copyOne } = useCopying();
  const shown = useMemo(
    () => (form === 'indented' ? prettyJson(source.slice(0, SHOWN_AT_MOST)) : source.slice(0, SHOWN_AT_MOST)),
    [form, source],
  );
  const parts = useMemo(() => split(shown, wanted), [shown, wanted]);
  if (!source) return <p className="muted record-none">{message ?? text.record.noEvent}</p>;
  return (
    <div className="original">
      <div className="record-actions">
        <SegmentedControl
          size="small"
          value={form}
          onValueChange={(next) => setForm(next === 'written' ? 'written' : 'indented')}
          options={[
            { value: 'indented', label: text.record.indented },
            { value: 'written', label: text.record.asWritten },
          ]}
        />
        <InputGroup
          size="small"
          leftIcon={<Search className="bp6-icon" />}
          placeholder={text.record.find}
          aria-label={text.record.find}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          {...(wanted
            ? { rightElement: <span className="hits">{text.record.hits((parts.length - 1) / 2)}</span> }
            : {})}
        />
        <Button
          size="small"
          variant="minimal"
          icon={<Duplicate />}
          text={text.record.copyRecord}
          onClick={() => copyOne({ text: source, record: true })}
        />
        <RedactionMenu />
      </div>
      {source.length > SHOWN_AT_MOST && (
        <p className="muted record-none">{text.record.cut(SHOWN_AT_MOST, source.length)}</p>
      )}
      <pre className="original-text" data-testid="original-record" tabIndex={0}>
        {parts.map((part, at) => (at % 2 === 1 ? <mark key={at}>{part}</mark> : part))}
      </pre>
    </div>
  );
}

/** Text between hits and hits in turn: odd places are hits. */
function split(whole: string, wanted: string): string[] {
  if (!wanted) return [whole];
  const parts: string[] = [];
  const low = whole.toLowerCase();
  const needle = wanted.toLowerCase();
  if (low.length !== whole.length) return [whole];
  let from = 0;
  for (let at = low.indexOf(needle); at >= 0 && parts.length < 4000; at = low.indexOf(needle, from)) {
    parts.push(whole.slice(from, at), whole.slice(at, at + needle.length));
    from = at + needle.length;
  }
  return [...parts, whole.slice(from)];
}
