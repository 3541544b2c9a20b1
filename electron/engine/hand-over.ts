import type { EngineState } from './engine-state.ts';
import { refuseOwn } from './report/refuse-own.ts';
import { writingTo } from './report/sinks.ts';

/** A text that a face can hold; more is for the command line. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/**
 * Lets `work` write a text, to `path` where one is given: what was there stays until the text is whole. Gives the text where none is, and
 * throws with `tooLarge` where a face could not hold it. Throws where the file is the case or evidence of it.
 */
export async function handOver<T>(
  engine: EngineState,
  path: string | undefined,
  tooLarge: string,
  work: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<{ text: string | null; done: T }> {
  if (path === undefined) return asText(tooLarge, work);
  await refuseOwn(engine, path);
  return { text: null, done: await writingTo(path, work) };
}

async function asText<T>(tooLarge: string, work: (write: (text: string) => Promise<void>) => Promise<T>) {
  const parts: string[] = [];
  let characters = 0;
  const done = await work((text) => {
    characters += text.length;
    if (characters > MOST_CHARACTERS) return Promise.reject(new Error(tooLarge));
    parts.push(text);
    return Promise.resolve();
  });
  return { text: parts.join(''), done };
}
