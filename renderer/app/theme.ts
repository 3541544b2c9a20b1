import { useEffect, useSyncExternalStore } from 'react';
import { useSettings } from './settings.ts';

const DARK = '(prefers-color-scheme: dark)';

function listenToSystem(changed: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** True while the desk is dark: as chosen, or as the system says. */
export function useDark(): boolean {
  const theme = useSettings((settings) => settings.theme);
  const system = useSyncExternalStore(listenToSystem, () => window.matchMedia(DARK).matches);
  return theme === 'system' ? system : theme === 'dark';
}

/** Puts theme and density on the page, the theme on the body too, where popovers and dialogs hang too. */
export function useThemeOnBody(): void {
  const dark = useDark();
  const density = useSettings((settings) => settings.density);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  useEffect(() => {
    document.body.classList.toggle('bp6-dark', dark);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
}
