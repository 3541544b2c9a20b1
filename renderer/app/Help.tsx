import { Dialog, DialogBody } from '@blueprintjs/core';
import { text } from '../text.ts';

export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
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
      </DialogBody>
    </Dialog>
  );
}
