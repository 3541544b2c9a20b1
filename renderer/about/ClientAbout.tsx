import type { ClientAbout } from '../../shared/contract.ts';
import { text } from '../text.ts';
import { Line, SaidBy, Unknown } from './Said.tsx';

const words = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join(' ');

/** What a user agent was read as, and by which rule. */
export function ClientFacts({ about }: { about: ClientAbout }) {
  const { client_name, client_version, client_kind, os_name, os_version, device_kind } = about;
  return (
    <dl className="facts about" data-testid="client-about">
      <Line name={text.about.client}>
        {client_name === null ? <Unknown /> : words(client_name, client_version)}{' '}
        <span className="muted">{client_kind}</span>
      </Line>
      <Line name={text.about.system}>{os_name === null ? <Unknown /> : words(os_name, os_version)}</Line>
      {device_kind !== null && <Line name={text.about.device}>{device_kind}</Line>}
      <Line name={text.about.raw}>
        <span className="mono">{about.user_agent_original}</span>
      </Line>
      <Line name={text.about.readBy}>
        {about.read_by}
        <SaidBy sources={[about.source]} values={['client']} />
        <p className="muted">{text.about.saysItself}</p>
      </Line>
    </dl>
  );
}
