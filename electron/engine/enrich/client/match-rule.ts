import type { ClientRule } from './client.ts';
import { CLIENT_RULES } from './rules/index.ts';
import { cleanVersion } from './tokens.ts';

export interface RuleMatch {
  rule: ClientRule;
  name: string;
  version: string | null;
}

interface PatternRule {
  index: number;
  rule: ClientRule;
  pattern: RegExp;
}

const PATTERNS: readonly PatternRule[] = CLIENT_RULES.flatMap((rule, index) =>
  rule.pattern ? [{ index, rule, pattern: rule.pattern }] : [],
);
const PRODUCTS: ReadonlyMap<string, number> = productIndex();

function productIndex(): Map<string, number> {
  const found = new Map<string, number>();
  CLIENT_RULES.forEach((rule, index) => {
    for (const product of rule.products ?? []) if (!found.has(product)) found.set(product, index);
  });
  return found;
}

/** The first rule of the table that fits a text with these product tokens. */
export function firstRule(text: string, tokens: ReadonlyMap<string, string>): RuleMatch | undefined {
  const best = bestProduct(tokens);
  for (const { index, rule, pattern } of PATTERNS) {
    if (index > best) break;
    const found = pattern.exec(text);
    if (found) return matched(rule, tokens, found.groups);
  }
  const rule = CLIENT_RULES[best];
  return rule && matched(rule, tokens);
}

function bestProduct(tokens: ReadonlyMap<string, string>): number {
  let best = CLIENT_RULES.length;
  for (const product of tokens.keys()) best = Math.min(best, PRODUCTS.get(product) ?? best);
  return best;
}

function matched(
  rule: ClientRule,
  tokens: ReadonlyMap<string, string>,
  groups: Record<string, string> = {},
): RuleMatch {
  const product = rule.products?.find((name) => tokens.has(name)) ?? '';
  return {
    rule,
    name: groups['name'] ?? rule.name,
    version: cleanVersion(groups['version'] ?? tokens.get(product)),
  };
}
