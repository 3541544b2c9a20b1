import { Button, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useState } from 'react';
import type { PseudonymsPage } from '../../shared/redaction.ts';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { usePseudonyms } from './queries.ts';
import './export.css';

const words = text.pseudonyms;

/** Which value a pseudonym of a redacted export stands for, and the other way round. */
export function PseudonymsDialog({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useState('');
  const pseudonyms = usePseudonyms(search);
  return (
    <Dialog isOpen onClose={onClose} title={words.title} className="pseudonyms-dialog" transitionDuration={0}>
      <DialogBody>
        <InputGroup
          leftIcon={<Search />}
          aria-label={words.search}
          placeholder={words.placeholder}
          value={search}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Loaded query={pseudonyms}>{(page) => <Found page={page} />}</Loaded>
      </DialogBody>
      <DialogFooter actions={<Button text={text.action.close} onClick={onClose} />} />
    </Dialog>
  );
}

function Found({ page: { known, total, pseudonyms } }: { page: PseudonymsPage }) {
  if (known === 0) return <p className="muted">{words.none}</p>;
  return (
    <>
      <p className="muted" role="status">
        {words.shown(pseudonyms.length, total, known)}
      </p>
      <div className="pseudonyms" tabIndex={0} role="region" aria-label={words.title}>
        <table className="table">
          <thead>
            <tr>
              <th>{words.pseudonym}</th>
              <th>{words.kind}</th>
              <th>{words.value}</th>
            </tr>
          </thead>
          <tbody>
            {pseudonyms.map(({ kind, value, pseudonym }) => (
              <tr key={`${kind} ${value}`}>
                <td>
                  <code>{pseudonym}</code>
                </td>
                <td>{words.kinds[kind]}</td>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
