import { Button, InputGroup } from '@blueprintjs/core';
import { Unlock } from '@blueprintjs/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import type { Evidence } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';
import { forgetJob, isRunning, useJob, watchJob } from '../app/job.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';

const isLocked = (line: Evidence): boolean => line.status === 'locked';
/** Its records can only be read again with the password. */
const wasLocked = (line: Evidence): boolean => /^(zipcrypto|aes-)/.test(line.compression ?? '');

/** Asks for the password of an encrypted entry, and reads again what it opens; nothing where the line needs none. */
export function UnlockForm({ line, all }: { line: Evidence; all: readonly Evidence[] }) {
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState(false);
  const running = useJob((job) => isRunning(job.progress));
  const unlock = useUnlock();
  if (!isLocked(line) && !wasLocked(line)) return null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (password === '') return;
    const again = isLocked(line) ? all.filter(isLocked).map((one) => one.evidence_id) : [];
    unlock.mutate(
      { evidence_id: line.evidence_id, password, again },
      {
        onSuccess: (opens) => {
          setRefused(!opens);
          if (opens) setPassword('');
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} data-testid="unlock">
      {!isLocked(line) && <p className="muted">{text.evidence.unlockOriginals}</p>}
      <div className="row-gap">
        <InputGroup
          size="small"
          type="password"
          aria-label={text.evidence.password}
          placeholder={text.evidence.password}
          value={password}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button
          size="small"
          type="submit"
          intent={isLocked(line) ? 'primary' : 'none'}
          icon={<Unlock />}
          text={text.evidence.unlock}
          loading={unlock.isPending}
          disabled={running || password === ''}
        />
      </div>
      <p className="muted">{text.evidence.passwordKept}</p>
      {refused && <p role="alert">{text.evidence.passwordWrong}</p>}
    </form>
  );
}

function useUnlock() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (given: { evidence_id: number; password: string; again: number[] }) => {
      const { evidence_id, password, again } = given;
      const { opens } = await engine.evidence.unlock({ evidence_id, passwords: [password] });
      if (!opens) return false;
      if (again.length === 0) {
        await queries.invalidateQueries();
        tell(text.evidence.unlocked);
        return true;
      }
      forgetJob();
      await engine.evidence.import({ again });
      void watchJob(engine, queries);
      return true;
    },
    onError: tellProblem,
    gcTime: 0,
  });
}
