export interface CaseResult {
  name: string;
  /** In what what came out is not as the case says; none where it passes. */
  differences: string[];
}

/** Runs the cases one after the other; one that throws differs by what it says. */
export async function resultsOf<Case extends { name: string }>(
  cases: readonly Case[],
  run: (one: Case) => Promise<string[]>,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of cases)
    try {
      results.push({ name: one.name, differences: await run(one) });
    } catch (cause) {
      results.push({ name: one.name, differences: [(cause as Error).message] });
    }
  return results;
}

/** Where a value has not at least what is expected: objects may have more, lists may not. */
export function differences(found: unknown, expected: unknown, place: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return [told(found, expected, place)];
    return expected.flatMap((one, at) => differences(found[at], one, `${place}[${at}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof found !== 'object' || found === null || Array.isArray(found))
      return [told(found, expected, place)];
    return Object.entries(expected).flatMap(([key, one]: [string, unknown]) =>
      differences((found as Record<string, unknown>)[key], one, `${place}.${key}`),
    );
  }
  return Object.is(found, expected) ? [] : [told(found, expected, place)];
}

const told = (found: unknown, expected: unknown, place: string): string =>
  `${place}: ${found === undefined ? 'nothing' : JSON.stringify(found)}, not ${JSON.stringify(expected)}`;
