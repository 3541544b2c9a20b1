import { Button, Checkbox, Dialog, FormGroup, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { MappingLook } from '../../shared/contract.ts';
import type { Mapping } from '../../shared/mapping.ts';
import type { Evidence } from '../../shared/model.ts';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { problemIn } from './draft.ts';
import { Fields } from './Fields.tsx';
import { FileWays } from './FileWays.tsx';
import { useLook, useMappedImport } from './queries.ts';
import { FirstRows, Preview } from './Tables.tsx';
import './mapping.css';

interface MappingDialogProps {
  line: Evidence;
  /** Other unrecognised lines that are tables or JSON too. */
  others: readonly number[];
  onClose: () => void;
}

/** The columns of a file that no source knows, and which field of ours each becomes. */
export function MappingDialog({ line, others, onClose }: MappingDialogProps) {
  const look = useLook(line.evidence_id);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text.mapping.title(lastPart(line.member ?? line.name))}
      className="mapping-dialog"
      canOutsideClickClose={false}
      transitionDuration={0}
    >
      <Loaded query={look}>
        {(data) => <MappingForm look={data} line={line} others={others} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

const lastPart = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

function MappingForm({ look, line, others, onClose }: MappingDialogProps & { look: MappingLook }) {
  const [draft, setDraft] = useState<Mapping>(look.guess);
  const problem = problemIn(draft);
  return (
    <>
      <div className="mapping-body" data-testid="mapping">
        <section className="mapping-fields" aria-label={text.mapping.fields}>
          <p className="muted">{look.message ?? text.mapping.help}</p>
          <Fields look={look} draft={draft} onChange={setDraft} />
        </section>
        <div className="mapping-tables">
          <FirstRows look={look} />
          <Preview evidenceId={line.evidence_id} draft={draft} problem={problem} />
        </div>
      </div>
      <Foot {...{ look, line, others, onClose, draft, problem }} onChange={setDraft} />
    </>
  );
}

interface FootProps extends MappingDialogProps {
  look: MappingLook;
  draft: Mapping;
  problem: string | null;
  onChange: (draft: Mapping) => void;
}

function Foot({ look, line, others, draft, problem, onChange, onClose }: FootProps) {
  const [alsoOthers, setAlsoOthers] = useState(true);
  const start = useMappedImport(onClose);
  const again = [line.evidence_id, ...(alsoOthers ? others : [])];
  return (
    <footer className="mapping-foot">
      <FormGroup label={text.mapping.name} labelFor="mapping-name" inline>
        <InputGroup
          id="mapping-name"
          size="small"
          value={draft.name}
          spellCheck={false}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
      </FormGroup>
      <FormGroup label={text.mapping.dataset} labelFor="mapping-dataset" inline>
        <InputGroup
          id="mapping-dataset"
          size="small"
          value={draft.dataset}
          title={text.mapping.datasetHelp}
          spellCheck={false}
          onChange={(event) => onChange({ ...draft, dataset: event.currentTarget.value })}
        />
      </FormGroup>
      <FileWays look={look} draft={draft} onChange={onChange} />
      <span className="spring" />
      {others.length > 0 && (
        <Checkbox
          checked={alsoOthers}
          label={text.mapping.others(others.length)}
          title={text.mapping.othersHelp}
          onChange={(event) => setAlsoOthers(event.currentTarget.checked)}
        />
      )}
      <Button size="small" text={text.action.cancel} onClick={onClose} />
      <Button
        size="small"
        intent="primary"
        text={text.mapping.import}
        title={problem ?? text.mapping.importHelp}
        disabled={problem !== null}
        loading={start.isPending}
        onClick={() => start.mutate({ mapping: draft, again })}
      />
    </footer>
  );
}
