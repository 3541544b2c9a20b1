import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useEffect, useState } from 'react';
import { isTimeZone } from '../../shared/case-settings.ts';
import type { EvidenceInput } from '../../shared/contract.ts';
import { useHost } from '../app/engine-context.ts';
import { ZoneField } from '../settings/ZoneField.tsx';
import { text } from '../text.ts';
import { useCreateCase } from './queries.ts';

interface NewCaseDialogProps {
  open: boolean;
  waiting: EvidenceInput[];
  onClose: () => void;
}

export function NewCaseDialog({ open, waiting, onClose }: NewCaseDialogProps) {
  return (
    <Dialog isOpen={open} onClose={onClose} title={text.start.newCase} className="new-case-dialog">
      {open && <NewCaseForm waiting={waiting} onClose={onClose} />}
    </Dialog>
  );
}

function NewCaseForm({ waiting, onClose }: Omit<NewCaseDialogProps, 'open'>) {
  const [name, setName] = useState('');
  const [examiner, setExaminer] = useState('');
  const [reference, setReference] = useState('');
  const [zone, setZone] = useState('UTC');
  const place = useCasePath(name);
  const create = useCreateCase();
  const good = name.trim() !== '' && place.path.trim() !== '' && isTimeZone(zone.trim());
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (good)
      create.mutate({
        path: place.path.trim(),
        name: name.trim(),
        examiner: examiner.trim(),
        reference: reference.trim(),
        zone: zone.trim(),
        waiting,
      });
  };
  return (
    <form onSubmit={submit}>
      <DialogBody>
        {waiting.length > 0 && <p className="waiting-note">{text.start.waiting(waiting.length)}</p>}
        <Field
          id="case-name"
          label={text.start.name}
          value={name}
          onType={setName}
          placeholder={text.start.namePlaceholder}
          focus
        />
        <Field
          id="case-examiner"
          label={text.start.examiner}
          info={text.start.optional}
          value={examiner}
          onType={setExaminer}
        />
        <Field
          id="case-reference"
          label={text.start.reference}
          info={text.start.optional}
          value={reference}
          onType={setReference}
          placeholder={text.start.referencePlaceholder}
        />
        <ZoneField value={zone} onType={setZone} />
        <FormGroup label={text.start.where} labelFor="case-path" helperText={text.start.whereHelp}>
          <div className="path-choice">
            <InputGroup
              id="case-path"
              fill
              value={place.path}
              spellCheck={false}
              onChange={(event) => place.type(event.currentTarget.value)}
            />
            <Button text={text.action.choose} onClick={() => void place.choose()} />
          </div>
        </FormGroup>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={text.action.cancel} onClick={onClose} />
            <Button
              type="submit"
              intent="primary"
              disabled={!good}
              loading={create.isPending}
              text={text.start.create}
              title={good ? undefined : name.trim() === '' ? text.start.nameMissing : text.start.pathMissing}
            />
          </>
        }
      />
    </form>
  );
}

/** The case file's path: follows the name until the person types or chooses another. */
function useCasePath(name: string) {
  const host = useHost();
  const [own, setOwn] = useState<string | null>(null);
  const [suggested, setSuggested] = useState('');
  useEffect(() => {
    let left = false;
    const timer = setTimeout(() => {
      const suggest = name.trim() === '' ? Promise.resolve('') : host.defaultCasePath(name.trim());
      suggest.then(
        (path) => {
          if (!left) setSuggested(path);
        },
        () => undefined,
      );
    }, 150);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [host, name]);
  return {
    path: own ?? suggested,
    type: setOwn,
    choose: async () => {
      const chosen = await host.chooseNewCase(name.trim());
      if (chosen !== null) setOwn(chosen);
    },
  };
}

interface FieldProps {
  id: string;
  label: string;
  info?: string;
  value: string;
  placeholder?: string;
  focus?: boolean;
  onType: (value: string) => void;
}

function Field({ id, label, info, value, placeholder, focus = false, onType }: FieldProps) {
  return (
    <FormGroup label={label} labelFor={id} {...(info ? { labelInfo: `(${info})` } : {})}>
      <InputGroup
        id={id}
        value={value}
        autoFocus={focus}
        autoComplete="off"
        {...(placeholder ? { placeholder } : {})}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </FormGroup>
  );
}
