import { Edit } from '@blueprintjs/icons';
import { text } from '../text.ts';

/** Marks what an analyst answered, and what follows from it. */
export function OwnMark() {
  return (
    <span className="own-mark" title={text.verdicts.byAnalyst}>
      <Edit size={12} />
    </span>
  );
}
