import { useState } from 'react';
import type { NetworksPage } from '../../shared/contract.ts';
import { tellProblem } from '../app/messages.tsx';
import { TableExport } from '../export/TableExport.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { Difference } from './Difference.tsx';
import { Known } from './Known.tsx';
import { Learned } from './Learned.tsx';
import { MinimumsPanel } from './MinimumsPanel.tsx';
import { NetworkDialog, type Asked } from './NetworkDialog.tsx';
import { useChange, useNetworks, type Change, type Which } from './queries.ts';
import './networks.css';

/** The organisation's own networks: what people gave, what was learned from agents, and what was decided on that. */
export function NetworksView() {
  const [at, go] = useState<{ which: Which; offset: number }>({ which: 'all', offset: 0 });
  const networks = useNetworks(at.which, at.offset);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{text.networks.title}</h1>
        <p>{text.networks.help}</p>
        <TableExport asked={{ table: 'networks' }} />
      </div>
      <Loaded query={networks}>{(page) => <Content page={page} at={at} go={go} />}</Loaded>
    </div>
  );
}

interface ContentProps {
  page: NetworksPage;
  at: { which: Which; offset: number };
  go: (at: { which: Which; offset: number }) => void;
}

function Content({ page, at, go }: ContentProps) {
  const [asked, ask] = useState<Asked | null>(null);
  const { mutate, reset, isPending, error, difference } = useChange();
  const close = () => {
    ask(null);
    reset();
  };
  const change = (one: Change) => mutate(one, { onError: tellProblem });
  return (
    <>
      {difference && <Difference difference={difference} />}
      <Known known={page.known} busy={isPending} ask={ask} change={change} />
      <Learned page={page} at={at} go={go} busy={isPending} ask={ask} change={change} />
      <MinimumsPanel page={page} busy={isPending} change={change} />
      {asked && (
        <NetworkDialog
          asked={asked}
          pending={isPending}
          error={error}
          onSave={(one) => mutate(one, { onSuccess: close })}
          onClose={close}
        />
      )}
    </>
  );
}
