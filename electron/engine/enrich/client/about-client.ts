import type { ClientAbout } from '../../../../shared/contract.ts';
import { clientRules } from './client-rules.ts';
import { parseUserAgent, readingOf } from './parse-user-agent.ts';

/** What a user agent is read as by the rules of this program, and by which. */
export function aboutClient(text: string): ClientAbout {
  const { title, version, date, origin, name, sha256 } = clientRules;
  return {
    user_agent_original: text,
    ...parseUserAgent(text),
    read_by: readingOf(text),
    source: { value: 'client', title, version, date, origin, name, sha256 },
  };
}
