import type { ReportedThing } from '../../../../shared/report.ts';
import { placeOf } from './place.ts';

/** What a note or a mark stands on, in one text. */
export function aboutText(about: ReportedThing): string {
  switch (about.kind) {
    case 'record':
      return about.event === null ? '' : placeOf(about.event);
    case 'entity':
      return about.entity.value;
    case 'finding':
      return [about.hunt, about.entity.value, about.window.start].filter(Boolean).join(', ');
    case 'verdict':
      return [about.tree, about.subject.value].join(', ');
    case 'incident':
      return [about.entity.value, about.window.start].filter(Boolean).join(', ');
  }
}
