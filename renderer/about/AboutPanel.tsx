import type { Entity } from '../../shared/model.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { AddressFacts } from './AddressAbout.tsx';
import { ClientFacts } from './ClientAbout.tsx';
import { useAddressAbout, useClientAbout } from './queries.ts';
import './about.css';

/** The same as the hover card in full, on the page of an address or a client; nothing for others. */
export function AboutPanel({ entity: { kind, value } }: { entity: Entity }) {
  if (kind === 'address') return <Address value={value} />;
  return kind === 'client' ? <Client value={value} /> : null;
}

function Address({ value }: { value: string }) {
  const about = useAddressAbout(value);
  return (
    <Panel title={text.about.addressTitle} hint={text.about.addressHelp}>
      <Loaded query={about}>{(data) => <AddressFacts about={data} full />}</Loaded>
    </Panel>
  );
}

function Client({ value }: { value: string }) {
  const about = useClientAbout(value);
  return (
    <Panel title={text.about.clientTitle}>
      <Loaded query={about}>{(data) => <ClientFacts about={data} />}</Loaded>
    </Panel>
  );
}
