import { Button } from '@blueprintjs/core';
import { copy } from '../app/copy.ts';
import { text } from '../text.ts';

/** Beside every failure: all that is known of it, for whoever is to look at it. */
export function CopyDetails({ details }: { details: string }) {
  return (
    <Button size="small" variant="minimal" text={text.action.copyDetails} onClick={() => copy(details)} />
  );
}
