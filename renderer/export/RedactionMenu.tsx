import { Button } from '@blueprintjs/core';
import { EyeOff } from '@blueprintjs/icons';
import { text } from '../text.ts';
import { useRedaction } from './redaction.ts';
import { RedactionChoice } from './RedactionChoice.tsx';
import { Popover } from '../parts/Popover.tsx';

/** Whether pseudonyms stand in what is saved and copied here; one choice for all screens. */
export function RedactionMenu({ disabled = false }: { disabled?: boolean }) {
  const { chosen, choose } = useRedaction();
  return (
    <Popover
      content={
        <div className="redaction-menu">
          <RedactionChoice chosen={chosen} disabled={disabled} onChoose={choose} />
          <p className="muted">{text.redaction.everywhere}</p>
        </div>
      }
    >
      <Button
        size="small"
        variant="minimal"
        icon={<EyeOff />}
        active={chosen.length > 0}
        aria-label={text.redaction.button(chosen.length)}
        title={text.redaction.button(chosen.length)}
      />
    </Popover>
  );
}
