import { Button } from '@blueprintjs/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { text } from '../text.ts';
import { endTour, stepTour, TOUR_STEPS, useTour } from './tour.ts';
import './tour.css';

/**
 * One step of the tour, as a strip above the screen that it speaks of: it covers nothing, and the screen can be used meanwhile.
 * The navigation marks where the step is.
 */
export function Tour() {
  const { at } = useTour();
  const onward = useRef<HTMLButtonElement>(null);
  const before = useRef<number | null>(null);
  useEffect(() => {
    const stepped = before.current !== null && at !== null;
    before.current = at;
    if (!stepped) return;
    // A new screen takes the focus; who steps on by keyboard keeps it here.
    const frame = requestAnimationFrame(() => onward.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [at]);
  const step = at === null ? undefined : TOUR_STEPS[at];
  if (at === null || step === undefined) return null;
  const words = text.tour.steps[step];
  const last = at === TOUR_STEPS.length - 1;
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    endTour();
  };
  return (
    <section
      className="tour"
      aria-label={text.tour.label}
      data-testid="tour"
      data-step={step}
      onKeyDown={pressed}
    >
      <div className="tour-words" role="status">
        <strong>
          {text.tour.place(at + 1, TOUR_STEPS.length)} {words.title}
        </strong>
        <p>{words.help}</p>
      </div>
      <div className="row-gap">
        {at > 0 && (
          <Button size="small" variant="minimal" text={text.tour.back} onClick={() => stepTour(-1)} />
        )}
        <Button
          size="small"
          intent="primary"
          ref={onward}
          text={last ? text.tour.end : text.tour.next}
          onClick={() => stepTour(1)}
        />
        {!last && <Button size="small" variant="minimal" text={text.tour.leave} onClick={endTour} />}
      </div>
    </section>
  );
}
