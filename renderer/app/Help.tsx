import { Button, Dialog, DialogBody } from '@blueprintjs/core';
import { text } from '../text.ts';
import { startTour } from '../tour/tour.ts';

interface HelpProps {
  open: boolean;
  onClose: () => void;
  /** A case is open, through which the tour can lead. */
  touring: boolean;
}

export function Help({ open, onClose, touring }: HelpProps) {
  const tour = () => {
    onClose();
    startTour();
  };
  return (
    <Dialog isOpen={open} onClose={onClose} title={text.help.title}>
      <DialogBody>
        {text.help.groups.map((group) => (
          <section key={group.title} className="help-group">
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, meaning]) => (
                <div key={keys} className="help-line">
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {touring && <Button size="small" className="help-tour" text={text.tour.again} onClick={tour} />}
      </DialogBody>
    </Dialog>
  );
}
