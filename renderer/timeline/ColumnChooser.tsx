import { Button, HTMLSelect } from '@blueprintjs/core';
import { ArrowDown, ArrowUp, Cross, ThList } from '@blueprintjs/icons';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { columnTitle, text, columnHelp } from '../text.ts';
import { Popover } from '../parts/Popover.tsx';

export function ColumnChooser() {
  return (
    <Popover placement="bottom-end" content={<Chooser />}>
      <Button size="small" variant="minimal" icon={<ThList />} text={text.timeline.columns} />
    </Popover>
  );
}

function Chooser() {
  const { columns, set } = useSettings();
  const put = (next: readonly string[]) => set({ columns: next });
  const swap = (at: number, to: number) => {
    const next = [...columns];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(to, 0, moved);
    put(next);
  };
  const hidden = EVENT_COLUMNS.filter((column) => !columns.includes(column.name));
  return (
    <div className="column-chooser">
      <ol>
        {columns.map((name, at) => (
          <li key={name}>
            <span title={columnHelp(name)}>{columnTitle(name)}</span>
            <SmallButton
              icon={<ArrowUp size={12} />}
              label={text.timeline.moveUp}
              of={name}
              off={at === 0}
              onClick={() => swap(at, at - 1)}
            />
            <SmallButton
              icon={<ArrowDown size={12} />}
              label={text.timeline.moveDown}
              of={name}
              off={at === columns.length - 1}
              onClick={() => swap(at, at + 1)}
            />
            <SmallButton
              icon={<Cross size={12} />}
              label={text.action.remove}
              of={name}
              off={columns.length === 1}
              onClick={() => put(columns.filter((each) => each !== name))}
            />
          </li>
        ))}
      </ol>
      <div className="row-gap">
        <HTMLSelect
          aria-label={text.action.add}
          value=""
          onChange={(event) => {
            if (event.currentTarget.value) put([...columns, event.currentTarget.value]);
          }}
        >
          <option value="">{`${text.action.add}…`}</option>
          {hidden.map(({ name }) => (
            <option key={name} value={name} title={columnHelp(name)}>
              {columnTitle(name)}
            </option>
          ))}
        </HTMLSelect>
        <Button
          size="small"
          variant="minimal"
          text={text.timeline.columnsReset}
          onClick={() => put(DEFAULT_COLUMNS)}
        />
      </div>
    </div>
  );
}

interface SmallButtonProps {
  icon: React.JSX.Element;
  label: string;
  of: string;
  off: boolean;
  onClick: () => void;
}

function SmallButton({ icon, label, of, off, onClick }: SmallButtonProps) {
  return (
    <Button
      size="small"
      variant="minimal"
      icon={icon}
      disabled={off}
      aria-label={`${label}: ${columnTitle(of)}`}
      onClick={onClick}
    />
  );
}
