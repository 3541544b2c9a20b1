import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A text that a face can hold; more is for the command line. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/**
 * Lets `work` write a text, to `path` where one is given. Gives the text where none is, and throws with `tooLarge` where a face could
 * not hold it.
 */
export async function handOver<T>(
  path: string | undefined,
  tooLarge: string,
  work: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<{ text: string | null; done: T }> {
  if (path === undefined) return asText(tooLarge, work);
  const stream = createWriteStream(path);
  const done = await work(
    (text) =>
      new Promise((resolve, reject) => stream.write(text, (cause) => (cause ? reject(cause) : resolve()))),
  );
  await finished(stream.end());
  return { text: null, done };
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
