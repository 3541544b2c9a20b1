import type { Condition } from '../../../../shared/rules.ts';
import { matchesWhole, piecesOf } from '../../hunts/kinds/pattern.ts';
import { Refused } from './asked.ts';

/**
 * What Sigma writes as `selection and not 1 of filter_*`, over conditions that `named` gives for the names. Throws `Refused` where it is
 * not of that form or names what is not there.
 */
export function readCondition(
  text: string,
  names: readonly string[],
  named: (name: string) => Condition,
): Condition {
  if (text.includes('|'))
    throw new Refused('an aggregation in the condition (after |) is not known here: use a correlation');
  return new Reader(text.match(/[()]|[^\s()]+/g) ?? [], names, named).read();
}

class Reader {
  private at = 0;
  constructor(
    private readonly words: readonly string[],
    private readonly names: readonly string[],
    private readonly named: (name: string) => Condition,
  ) {}

  read(): Condition {
    const condition = this.some();
    if (this.at < this.words.length) throw new Refused(`${this.shown()} is not expected here`);
    return condition;
  }

  private some(): Condition {
    return this.joined(
      'or',
      () => this.every(),
      (any) => ({ any }),
    );
  }

  private every(): Condition {
    return this.joined(
      'and',
      () => this.negated(),
      (all) => ({ all }),
    );
  }

  private joined(word: string, part: () => Condition, made: (parts: Condition[]) => Condition): Condition {
    const first = part();
    const parts = [first];
    while (this.take(word)) parts.push(part());
    return parts.length === 1 ? first : made(parts);
  }

  private negated(): Condition {
    return this.take('not') ? { not: this.negated() } : this.single();
  }

  private single(): Condition {
    if (this.take('(')) {
      const inner = this.some();
      if (!this.take(')')) throw new Refused('a bracket is not closed');
      return inner;
    }
    const word = this.words[this.at];
    if (word === undefined || /^([()]|and|or|not|of)$/i.test(word))
      throw new Refused(`${this.shown()} is not expected here`);
    this.at++;
    return this.take('of') ? this.several(word) : this.one(word);
  }

  private one(name: string): Condition {
    if (!this.names.includes(name))
      throw new Refused(`the condition names ${JSON.stringify(name)}, which is not there`);
    return this.named(name);
  }

  private several(quantity: string): Condition {
    const pattern = this.words[this.at++] ?? '';
    if (!/^(1|any|all)$/i.test(quantity))
      throw new Refused(`"${quantity} of" is not known here: only 1, any and all`);
    const chosen = this.names.filter((name) => isChosen(name, pattern));
    if (chosen.length === 0)
      throw new Refused(`the condition names ${JSON.stringify(pattern)}, and no selection is called so`);
    const conditions = chosen.map((name) => this.named(name));
    return quantity.toLowerCase() === 'all' ? { all: conditions } : { any: conditions };
  }

  private take(word: string): boolean {
    if (this.words[this.at]?.toLowerCase() !== word) return false;
    this.at++;
    return true;
  }

  private shown(): string {
    const word = this.words[this.at];
    return word === undefined ? 'the end of the condition' : JSON.stringify(word);
  }
}

const isChosen = (name: string, pattern: string): boolean =>
  pattern.toLowerCase() === 'them' ? !name.startsWith('_') : matchesWhole(piecesOf(pattern), name, true);
