import { Button } from '@blueprintjs/core';
import { Comparison } from '@blueprintjs/icons';
import { text } from '../text.ts';
import { ComparisonDialog } from './ComparisonDialog.tsx';
import { forgetPicked, usePicked } from './picked.ts';
import './sessions.css';

/** Says which session was picked until a second one is; stands once in the shell. */
export function Comparing() {
  const { first, second } = usePicked();
  if (first === null) return null;
  if (second !== null) return <ComparisonDialog first={first} second={second} />;
  return (
    <div className="comparing" role="status" data-testid="comparing">
      <Comparison size={14} />
      <span>
        {text.sessions.picked} <strong>{first.name}</strong>. {text.sessions.pickOther}
      </span>
      <Button size="small" text={text.action.cancel} onClick={forgetPicked} />
    </div>
  );
}
