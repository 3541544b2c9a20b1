import { text } from '../text.ts';
import { startTour } from '../tour/tour.ts';
import { go, href, timelineHref } from './route.ts';
import { useSettings, type Theme } from './settings.ts';

/** Something that the search can do in place of leading somewhere. */
export interface Command {
  words: string;
  run: () => void;
}

const THEMES: readonly Theme[] = ['light', 'dark', 'system'];

/** What can be done from everywhere by its name. */
export function useCommands(): Command[] {
  const { navigationNarrow, set } = useSettings();
  return [
    ...THEMES.map((theme) => ({
      words: `${text.header.theme}: ${text.header.themes[theme]}`,
      run: () => set({ theme }),
    })),
    {
      words: navigationNarrow ? text.nav.wide : text.nav.narrow,
      run: () => set({ navigationNarrow: !navigationNarrow }),
    },
    {
      words: text.search.starred,
      run: () => go(timelineHref([{ column: 'starred', op: 'is', values: [true] }])),
    },
    { words: text.search.changes, run: () => go(href(['verdicts'], { tab: 'changes' })) },
    { words: text.tour.again, run: startTour },
  ];
}
