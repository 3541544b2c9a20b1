import { spoken, useSettings } from './app/settings.ts';
import { measureIn } from './format/number.ts';
import { speak } from './text.ts';
import { japanese, JAPANESE_UNITS } from './text.ja.ts';

/**
 * Chooses the words before anything else of the desk is loaded: modules keep words at their top. So this is the first import of
 * a page, and a change of the language loads the page again.
 */
const { language } = useSettings.getState();

if (spoken(language) === 'ja') {
  speak(japanese);
  measureIn(JAPANESE_UNITS);
  document.documentElement.lang = japanese.language;
}
