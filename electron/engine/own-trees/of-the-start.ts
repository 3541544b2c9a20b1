import { sql, type Statement } from '../db/sql.ts';
import { byValue, holdsFact, orderedAnswers } from './answers.ts';
import type { Carried } from './carried.ts';
import type { Compiled } from './compiled.ts';
import type { Question } from './document.ts';
import { factOf, type StartAsk } from './facts.ts';

type Asked = Question & { ask: StartAsk };

/** A figure to tell, whether each answer but the last holds, and why that cannot be told. */
interface Read {
  figure: Statement;
  holds: readonly Statement[];
  why: Statement;
  joins?: readonly Statement[];
}

/** Facts about the event that starts the tree itself, and its address. */
export function ofTheStart(question: Asked, carried: Carried): Compiled {
  const fact = factOf(question);
  const { figure, holds, why, joins = [] } = readOf(question, carried);
  return {
    tables: [],
    joins,
    facts: [
      [fact, figure],
      ...holds.map((held, at) => [holdsFact(question, at), held] as const),
      [`${fact}_why`, why],
      [`${fact}_records`, sql`s.records`],
    ],
  };
}

function readOf(question: Asked, carried: Carried): Read {
  const { ask } = question;
  switch (ask.kind) {
    case 'alert': {
      const held = carried.condition(ask.where);
      return { figure: held, holds: [held], why: sql`'the event has no value there'` };
    }
    case 'value': {
      const value = carried.value(ask.field);
      return {
        figure: carried.shown(ask.field),
        holds: orderedAnswers(question)
          .slice(0, -1)
          .map(([, answer]) => byValue(answer, value)),
        why: sql`${`the event has no ${ask.field}`}`,
      };
    }
    case 'label':
      return labelOf(ask, carried);
    case 'known_network':
      return knownNetworkOf(question, carried);
  }
}

/** A private address is nobody's network as the internet sees it. */
const isPublic = (carried: Carried): Statement =>
  sql`coalesce(${carried.value('source_kind')} = 'public', false)`;
const address = (carried: Carried): Statement =>
  sql`coalesce(${carried.value('address')}, 'the event has no address')`;

function labelOf({ labels, hosting }: Extract<StartAsk, { kind: 'label' }>, carried: Carried): Read {
  const said = carried.value('source_network_labels');
  const isHosting = carried.value('source_is_hosting');
  const isLookedUp = sql`(${said} IS NOT NULL OR ${isHosting} IS NOT NULL OR ${carried.value('source_as_number')} IS NOT NULL
    OR ${carried.value('source_cloud_provider')} IS NOT NULL)`;
  const wanted = labels.map((label) => label.toLowerCase());
  const carries = sql`len(list_filter(${wanted}, lambda label: contains(lower(coalesce(${said}, '')), label))) > 0`;
  return {
    figure: sql`nullif(concat_ws(', ', ${said}, CASE WHEN ${isHosting} = 'true' THEN ${carried.value('source_hosting_reason')} END), '')`,
    holds: [
      sql`CASE WHEN ${carries} OR (${hosting} AND ${isHosting} = 'true') THEN true WHEN ${isLookedUp} THEN false END`,
    ],
    why: sql`'no data of the case knows the network of ' || ${address(carried)}`,
  };
}

/** Without a network that somebody named, and without agents that told where they were, no address can be called unknown. */
const NETWORKS_ARE_KNOWN = sql`((SELECT count(*) FROM known_networks) > 0 OR (SELECT count(*) FROM agent_coverage) > 0
    OR (SELECT count(source_known_network_status) FROM addresses) > 0)`;

function knownNetworkOf(question: Asked, carried: Carried): Read {
  const status = carried.value('source_known_network_status');
  const among = (statuses: readonly string[]) =>
    sql`CASE WHEN list_contains(${statuses}, ${status}) THEN true WHEN ${status} IS NOT NULL THEN false
      WHEN ${isPublic(carried)} AND ${NETWORKS_ARE_KNOWN} THEN false END`;
  const isTwofold = Object.keys(question.answers).length === 2;
  return {
    figure: sql`nullif(concat_ws(', ', ${carried.value('source_known_network')}, ${carried.value('source_known_network_kind')}, ${status}), '')`,
    holds: isTwofold ? [among(['confirmed', 'learned'])] : [among(['confirmed']), among(['learned'])],
    why: sql`CASE WHEN ${isPublic(carried)} THEN 'nothing in the case says which networks are known'
      ELSE 'the event comes from no public address' END`,
  };
}
