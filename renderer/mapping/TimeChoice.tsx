import { HTMLSelect, InputGroup } from '@blueprintjs/core';
import type { MappingLook } from '../../shared/contract.ts';
import { TIME_FORMATS, type TimeForm } from '../../shared/mapping.ts';
import { text } from '../text.ts';

interface TimeChoiceProps {
  time: TimeForm;
  look: MappingLook;
  onChange: (time: TimeForm) => void;
}

/** How the time is written, what it means where it names no offset, and where the time of day stands. */
export function TimeChoice({ time, look, onChange }: TimeChoiceProps) {
  const { clock, pattern, ...others } = time;
  const chooseFormat = (chosen: string) => {
    const format = TIME_FORMATS.find((one) => one === chosen) ?? 'iso';
    const own = format === 'pattern' ? { pattern: pattern ?? '%Y-%m-%d %H:%M:%S' } : {};
    onChange({ ...others, ...(clock === undefined ? {} : { clock }), ...own, format });
  };
  const chooseClock = (chosen: string) =>
    onChange({
      ...others,
      ...(pattern === undefined ? {} : { pattern }),
      ...(chosen.startsWith(':') ? { clock: chosen.slice(1) } : {}),
    });
  return (
    <div className="mapping-time">
      <HTMLSelect
        aria-label={text.mapping.timeFormat}
        value={time.format}
        onChange={(event) => chooseFormat(event.currentTarget.value)}
      >
        {TIME_FORMATS.map((format) => (
          <option key={format} value={format}>
            {text.mapping.formats[format]}
          </option>
        ))}
      </HTMLSelect>
      <InputGroup
        size="small"
        className="mapping-offset"
        aria-label={text.mapping.offset}
        title={text.mapping.offsetHelp}
        value={time.offset}
        onChange={(event) => onChange({ ...time, offset: event.currentTarget.value })}
      />
      {pattern !== undefined && (
        <InputGroup
          size="small"
          className="mapping-wide mono"
          aria-label={text.mapping.pattern}
          title={text.mapping.patternHelp}
          value={pattern}
          spellCheck={false}
          onChange={(event) => onChange({ ...time, pattern: event.currentTarget.value })}
        />
      )}
      <HTMLSelect
        className="mapping-wide"
        aria-label={text.mapping.clock}
        fill
        value={clock === undefined ? '' : `:${clock}`}
        onChange={(event) => chooseClock(event.currentTarget.value)}
      >
        <option value="">{text.mapping.noClock}</option>
        {look.columns.map((column) => (
          <option key={column.path} value={`:${column.path}`}>
            {text.mapping.clockFrom(column.path)}
          </option>
        ))}
      </HTMLSelect>
    </div>
  );
}
