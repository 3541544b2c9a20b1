import type { Redact } from '../export/redaction.ts';
import type { Drawing, Say } from './svg-file.ts';

/** Draws twice: once to learn what it says, and again with what stands for that. Pixels cannot be redacted, so each picture is drawn anew. */
export async function redrawn(draw: (say: Say) => Drawing, redact: Redact): Promise<Drawing> {
  const said = new Set<string>();
  draw((text) => {
    if (/\S/.test(text)) said.add(text);
    return text;
  });
  const texts = [...said];
  const by = await redact(texts.map((text) => ({ text })));
  const standing = new Map(texts.map((text, at) => [text, by[at] ?? text]));
  return draw((text) => standing.get(text) ?? text);
}
