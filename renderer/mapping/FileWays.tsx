import { Button, HTMLSelect } from '@blueprintjs/core';
import { useRef, type ChangeEvent } from 'react';
import type { MappingLook } from '../../shared/contract.ts';
import { mappingText, readMapping, type Mapping } from '../../shared/mapping.ts';
import { useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { forForm } from './draft.ts';
import { useRemoveMapping, useSavedMappings } from './queries.ts';

interface FileWaysProps {
  look: MappingLook;
  draft: Mapping;
  onChange: (draft: Mapping) => void;
}

/** Mappings that are there already: those of the case, and files of colleagues. */
export function FileWays({ look, draft, onChange }: FileWaysProps) {
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const save = async () => {
    if (await host.saveText(`${draft.name}.mapping.json`, mappingText(draft))) tell(text.mapping.saved);
  };
  const load = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (file) onChange(forForm(readMapping(await file.text()), look));
  };
  return (
    <>
      <Saved look={look} draft={draft} onChange={onChange} />
      <Button size="small" text={text.mapping.saveFile} onClick={() => void save().catch(tellProblem)} />
      <Button size="small" text={text.mapping.loadFile} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept=".json"
        hidden
        data-testid="mapping-file"
        onChange={(event) => void load(event).catch(tellProblem)}
      />
    </>
  );
}

function Saved({ look, draft, onChange }: FileWaysProps) {
  const saved = useSavedMappings();
  const remove = useRemoveMapping();
  const mappings = saved.data ?? [];
  if (mappings.length === 0) return null;
  const known = mappings.find((mapping) => mapping.name === draft.name);
  const choose = (name: string) => {
    const chosen = mappings.find((mapping) => mapping.name === name);
    onChange(chosen ? forForm(chosen, look) : look.guess);
  };
  return (
    <span className="row-gap">
      <HTMLSelect
        aria-label={text.mapping.startFrom}
        value={known?.name ?? ''}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{text.mapping.guess}</option>
        {mappings.map((mapping) => (
          <option key={mapping.name} value={mapping.name}>
            {mapping.name}
          </option>
        ))}
      </HTMLSelect>
      {known && (
        <Button
          size="small"
          variant="minimal"
          text={text.mapping.remove}
          title={text.mapping.removeHelp}
          loading={remove.isPending}
          onClick={() => remove.mutate(known.name)}
        />
      )}
    </span>
  );
}
