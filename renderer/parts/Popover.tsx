import { PopoverNext, type PopoverNextProps } from '@blueprintjs/core';

/**
 * What opens beside a button. Without a transition: at the end of one the focus is given back wherever it is by then, so that who has
 * opened something else meanwhile would type into nothing.
 */
export const Popover = (props: Omit<PopoverNextProps, 'arrow' | 'animation' | 'transitionDuration'>) => (
  <PopoverNext {...props} arrow={false} animation="minimal" transitionDuration={0} />
);
