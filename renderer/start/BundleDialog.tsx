import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useEffect, useState } from 'react';
import type { EvidenceInput } from '../../shared/contract.ts';
import { useHost } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { BundleChecked } from './BundleChecked.tsx';
import { useEnterBundle, useOpenBundle } from './queries.ts';

const words = text.bundle;

interface BundleDialogProps {
  bundle: EvidenceInput;
  onClose: () => void;
}

/** Checks a bundle that somebody handed over, makes its case again, and says what was verified before the case is entered. */
export function BundleDialog({ bundle, onClose }: BundleDialogProps) {
  const name = fileName(bundle);
  const [casePath, setCasePath] = useSuggestedPath(name.replace(/\.zip$/i, ''));
  const [evidence, setEvidence] = useState('');
  const [password, setPassword] = useState('');
  const opening = useOpenBundle();
  const enter = useEnterBundle();
  const { data: checked, isPending: busy } = opening;
  const made = checked?.state === 'same' || checked?.state === 'differs';
  const ready = casePath.trim() !== '' && !busy;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (made) void enter().then(onClose, tellProblem);
    else if (ready)
      opening.mutate({
        path: bundle.path,
        casePath: casePath.trim(),
        evidence: evidence.trim(),
        password,
      });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.title}
      className="bundle-dialog"
      transitionDuration={0}
      canEscapeKeyClose={!busy && !made}
      canOutsideClickClose={false}
      isCloseButtonShown={!busy && !made}
    >
      <form onSubmit={submit}>
        <DialogBody>
          <p>{words.intro(name)}</p>
          {!made && (
            <>
              <Field
                id="bundle-case"
                label={words.case}
                value={casePath}
                disabled={busy}
                onType={setCasePath}
              />
              <Field
                id="bundle-evidence"
                label={words.evidence}
                help={words.evidenceHelp}
                value={evidence}
                disabled={busy}
                onType={setEvidence}
              />
              <Field
                id="bundle-password"
                label={words.password}
                help={words.passwordHelp}
                value={password}
                disabled={busy}
                secret
                onType={setPassword}
              />
            </>
          )}
          {busy && <p role="status">{words.working}</p>}
          {checked && <BundleChecked checked={checked} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              {!made && <Button text={text.action.cancel} disabled={busy} onClick={onClose} />}
              <Button
                type="submit"
                intent="primary"
                loading={busy}
                disabled={!made && !ready}
                text={made ? words.enter : words.check}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}

const fileName = ({ path, name }: EvidenceInput): string => (name ?? path).split(/[\\/]/).at(-1) ?? path;

function useSuggestedPath(name: string): [string, (path: string) => void] {
  const host = useHost();
  const [path, setPath] = useState('');
  useEffect(() => {
    host.defaultCasePath(name).then(setPath, () => undefined);
  }, [host, name]);
  return [path, setPath];
}

interface FieldProps {
  id: string;
  label: string;
  help?: string;
  value: string;
  disabled: boolean;
  secret?: boolean;
  onType: (value: string) => void;
}

function Field({ id, label, help, value, disabled, secret = false, onType }: FieldProps) {
  return (
    <FormGroup label={label} labelFor={id} helperText={help}>
      <InputGroup
        id={id}
        type={secret ? 'password' : 'text'}
        fill
        value={value}
        disabled={disabled}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </FormGroup>
  );
}
