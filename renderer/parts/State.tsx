import { Button, Spinner } from '@blueprintjs/core';
import { WarningSign } from '@blueprintjs/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useDeferredValue, useEffect, useState } from 'react';
import { problemOf } from '../app/problem.ts';
import { text } from '../text.ts';
import { CopyDetails } from './CopyDetails.tsx';

/** Nothing to show, and what to do about it. */
export function Empty({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="state">
      {icon}
      <h2>{title}</h2>
      {children}
    </div>
  );
}

const SLOW_MS = 500;

/** Quiet at first; after half a second it says that something is going on. */
export function Loading() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="state" role="status" aria-label={text.state.loading}>
      {slow && (
        <>
          <Spinner size={28} />
          <p>{text.state.slow}</p>
        </>
      )}
    </div>
  );
}

interface FailedProps {
  error: unknown;
  retry?: () => void;
  /** In one line, where there is little room: what to do is among the details. */
  small?: boolean;
}

export function Failed({ error, retry, small = false }: FailedProps) {
  const problem = problemOf(error);
  const ways = (
    <div className="row-gap">
      {retry && <Button size="small" text={text.action.retry} onClick={retry} />}
      <CopyDetails details={problem.details} />
    </div>
  );
  if (small)
    return (
      <div className="state small problem" role="alert" title={`${problem.kept} ${problem.next}`}>
        <WarningSign size={14} />
        <span>
          {text.state.failed}: {problem.message}
        </span>
        {ways}
      </div>
    );
  return (
    <div className="state problem" role="alert">
      <WarningSign size={24} />
      <h2>{text.state.failed}</h2>
      <p>{problem.message}</p>
      {problem.about !== null && (
        <p>
          {text.problem.about}: <span className="mono">{problem.about}</span>
        </p>
      )}
      <p className="muted">
        {problem.kept} {problem.next}
      </p>
      {ways}
    </div>
  );
}

/** One line, where what is of use stands on: what failed, why, and the way to try again. */
export function FailedLine({ words, error, retry }: { words: string; error: unknown; retry: () => void }) {
  return (
    <p className="failed-line" role="alert">
      <WarningSign size={14} /> <strong>{words}</strong> <span>{problemOf(error).message}</span>
      <Button size="small" variant="minimal" text={text.action.retry} onClick={retry} />
    </p>
  );
}

/**
 * Draws its content in slices between which the page stays alive, however much it is: only what is made the first time; later changes
 * are drawn at once.
 */
function InSlices({ children }: { children: () => ReactNode }) {
  return useDeferredValue(true, false) ? <>{children()}</> : <Loading />;
}

/** The data of a query, or its state while there is none. Old data stays on screen while newer is on its way, and says so where none came. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  const { data } = query;
  const retry = () => void query.refetch();
  if (data !== undefined)
    return (
      <>
        {query.isError && <FailedLine words={text.state.notRenewed} error={query.error} retry={retry} />}
        <InSlices>{() => children(data)}</InSlices>
      </>
    );
  if (query.isError) return <Failed error={query.error} retry={retry} />;
  return <Loading />;
}
