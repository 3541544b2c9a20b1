import type { HuntDeclaration } from '../../../../shared/definitions.ts';
import { SEVERITIES, type Severity } from '../../../../shared/model.ts';
import type { Condition } from '../../../../shared/rules.ts';
import type { FileProblem } from '../../../../shared/own-files.ts';
import { isObject, quoted, type Found } from '../../own-files/found.ts';
import type { Claim, Placed, ReadHunt } from '../read-hunt.ts';
import { Refused } from './asked.ts';
import { readDetection, type Detection } from './detection.ts';
import { logSourceOf, type LogSource } from './log-sources.ts';

/** A rule of Sigma with a detection, as far as it can be said. */
export interface SigmaRule extends Placed {
  value: Record<string, unknown>;
  /** By which correlations name it. */
  names: string[];
  source: LogSource | null;
  detection: Detection | null;
  problems: FileProblem[];
}

export function readRule({ file, document }: Placed): SigmaRule {
  const value = document.value as Record<string, unknown>;
  const found = checkHead(value);
  const source = attempt(found, 'logsource', () => logSourceOf(value.logsource));
  const detection = source && isObject(value.detection) ? readDetection(value.detection, source) : null;
  if (!isObject(value.detection)) found.push({ path: ['detection'], message: 'a rule needs a detection' });
  found.push(...(detection?.found ?? []));
  return {
    file,
    document,
    value,
    names: namesOf(value),
    source,
    detection,
    problems: found.map(({ path, message, what }) => document.problem(path, message, what)),
  };
}

export const namesOf = (value: Record<string, unknown>): string[] =>
  [value.name, value.id].filter((one) => typeof one === 'string');

function attempt<T>(found: Found[], key: string, work: () => T): T | null {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    found.push({ path: [key], message: cause.message });
    return null;
  }
}

const LEVELS: readonly unknown[] = [undefined, ...SEVERITIES];

/** What every document of Sigma has at its head. */
export function checkHead(value: Record<string, unknown>): Found[] {
  const found: Found[] = [];
  if (typeof value.title !== 'string' || value.title.trim() === '')
    found.push({ path: ['title'], message: 'a rule needs a title' });
  if (!LEVELS.includes(value.level))
    found.push({ path: ['level'], message: `${quoted(value.level)} is none of ${SEVERITIES.join(', ')}` });
  return found;
}

/** The events that the rule is about. */
export const eventsOf = ({ source, detection }: SigmaRule): Condition | null =>
  source && detection?.condition ? { all: [...source.where, detection.condition] } : null;

export function huntOfRule(rule: SigmaRule): ReadHunt | null {
  const { source, document, file, value } = rule;
  const where = eventsOf(rule);
  if (!source || !where || rule.problems.length > 0) return null;
  return {
    declaration: {
      ...headOf(value, source.entity),
      needs: { columns: [], datasets: [...source.datasets], missing: source.missing },
      rule: {
        kind: 'match',
        outcomes: 'all',
        roles: true,
        where,
        unnamed: 'together',
        tell: [...source.tell],
      },
      summary: `{events} events: {${source.tell[0] ?? 'events'}_values}`,
    },
    format: 'sigma',
    file,
    text: document.text,
    bundles: {},
    cases: [],
  };
}

export const refusals = ({ detection, document }: SigmaRule): Claim['expressions'] =>
  (detection?.expressions ?? []).map(({ expression, path }) => ({
    expression,
    refuse: (message) => document.problem(path, message),
  }));

type Head = Omit<HuntDeclaration, 'needs' | 'rule' | 'summary'>;

/** What a document of Sigma says of itself. */
export function headOf(value: Record<string, unknown>, entity: HuntDeclaration['entity']): Head {
  const title = String(value.title).trim();
  return {
    id: idOf(value),
    title,
    delivers: [],
    question: words(value.description) || title,
    hypotheses: [],
    attack: techniques(value.tags),
    severity: (value.level as Severity | undefined) ?? 'medium',
    entity,
    next_steps: list(value.references).join('\n'),
    false_positives: list(value.falsepositives).join('; '),
  };
}

/** The rule's own id, or one made of its title. */
function idOf({ id, title }: Record<string, unknown>): string {
  const word = typeof id === 'string' && id !== '' ? id : String(title);
  return `sigma-${word
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)}`;
}

const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const list = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => typeof one === 'string');

const techniques = (tags: unknown): string[] =>
  list(tags).flatMap((tag) => {
    const [, id] = /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag) ?? [];
    return id === undefined ? [] : [id.toUpperCase()];
  });
