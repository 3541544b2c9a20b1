import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  FormGroup,
  HTMLSelect,
  InputGroup,
} from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { NETWORK_KINDS, type NetworkKind } from '../../shared/networks.ts';
import { problemOf } from '../app/problem.ts';
import { CopyDetails } from '../parts/CopyDetails.tsx';
import { text } from '../text.ts';
import type { Change } from './queries.ts';

const words = text.networks;

/** What is asked of a person: a new network, a change of one, or a decision on one. */
export interface Asked {
  what: 'add' | 'edit' | 'confirm' | 'reject';
  prefix: string;
  name: string;
  kind: NetworkKind;
  reason: string;
}

export const NEW_NETWORK: Asked = { what: 'add', prefix: '', name: '', kind: 'office', reason: '' };

interface NetworkDialogProps {
  asked: Asked;
  pending: boolean;
  error: unknown;
  onSave: (change: Change) => void;
  onClose: () => void;
}

export function NetworkDialog({ asked, pending, error, onSave, onClose }: NetworkDialogProps) {
  const [typed, setTyped] = useState(asked);
  const type = (part: Partial<Asked>) => setTyped((before) => ({ ...before, ...part }));
  const good = typed.prefix.trim() !== '' && typed.name.trim() !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (good) onSave(changeOf(typed, asked.prefix));
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.dialog[asked.what](asked.prefix)} transitionDuration={0}>
      <form onSubmit={submit} data-testid="network-dialog">
        <DialogBody>
          <Fields typed={typed} type={type} />
          {error !== null && (
            <>
              <p className="not-run" role="alert">
                {problemOf(error).message}
              </p>
              <CopyDetails details={problemOf(error).details} />
            </>
          )}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text={text.action.cancel} onClick={onClose} />
              <Button
                type="submit"
                intent="primary"
                text={words.save[asked.what]}
                disabled={!good}
                loading={pending}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}

function Fields({ typed, type }: { typed: Asked; type: (part: Partial<Asked>) => void }) {
  return (
    <>
      {(typed.what === 'add' || typed.what === 'edit') && (
        <Field
          id="network-prefix"
          label={words.prefix}
          help={words.prefixHelp}
          value={typed.prefix}
          onType={(prefix) => type({ prefix })}
        />
      )}
      {typed.what !== 'reject' && (
        <>
          <Field id="network-name" label={words.name} value={typed.name} onType={(name) => type({ name })} />
          <FormGroup label={words.kind} labelFor="network-kind">
            <HTMLSelect
              id="network-kind"
              value={typed.kind}
              onChange={(event) => type({ kind: kindOf(event.currentTarget.value) })}
            >
              {NETWORK_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {words.kinds[kind]}
                </option>
              ))}
            </HTMLSelect>
          </FormGroup>
        </>
      )}
      <Field
        id="network-reason"
        label={words.reason}
        info={text.start.optional}
        value={typed.reason}
        onType={(reason) => type({ reason })}
      />
    </>
  );
}

interface FieldProps {
  id: string;
  label: string;
  info?: string;
  help?: string;
  value: string;
  onType: (value: string) => void;
}

function Field({ id, label, info = '', help = '', value, onType }: FieldProps) {
  return (
    <FormGroup label={label} labelFor={id} labelInfo={info} helperText={help}>
      <InputGroup
        id={id}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </FormGroup>
  );
}

const kindOf = (value: string): NetworkKind => NETWORK_KINDS.find((kind) => kind === value) ?? 'other';

function changeOf({ what, prefix, name, kind, reason }: Asked, before: string): Change {
  const told = reason.trim() || null;
  if (what === 'confirm')
    return (networks) => networks.decide({ prefix, status: 'confirmed', name, kind, reason: told });
  if (what === 'reject') return (networks) => networks.decide({ prefix, status: 'rejected', reason: told });
  return (networks) =>
    networks.save({
      prefix: prefix.trim(),
      name,
      kind,
      reason: told,
      ...(what === 'edit' ? { replaces: before } : {}),
    });
}
