import { app } from 'electron';
import { LANGUAGES, type Language } from '../../shared/host.ts';

/** What the program itself says outside of its page. */
export interface Words {
  file: string;
  edit: string;
  view: string;
  about: string;
  services: string;
  hide: string;
  hideOthers: string;
  unhide: string;
  quit: string;
  undo: string;
  redo: string;
  cut: string;
  copy: string;
  paste: string;
  delete: string;
  selectAll: string;
  resetZoom: string;
  zoomIn: string;
  zoomOut: string;
  fullScreen: string;
  developerTools: string;
  caseFiles: string;
  stops: string;
  kept: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    about: 'About Interloper',
    services: 'Services',
    hide: 'Hide Interloper',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    quit: 'Quit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select All',
    resetZoom: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    developerTools: 'Developer Tools',
    caseFiles: 'Interloper case',
    stops: 'Interloper has to stop',
    kept: 'The case keeps what was imported before.',
  },
  ja: {
    file: 'ファイル',
    edit: '編集',
    view: '表示',
    about: 'Interloperについて',
    services: 'サービス',
    hide: 'Interloperを隠す',
    hideOthers: 'ほかを隠す',
    unhide: 'すべてを表示',
    quit: '終了',
    undo: '元に戻す',
    redo: 'やり直す',
    cut: '切り取り',
    copy: 'コピー',
    paste: '貼り付け',
    delete: '削除',
    selectAll: 'すべて選択',
    resetZoom: '実際のサイズ',
    zoomIn: '拡大',
    zoomOut: '縮小',
    fullScreen: '全画面表示',
    developerTools: '開発者ツール',
    caseFiles: 'Interloperのケース',
    stops: 'Interloperを終了します',
    kept: 'これまでに取り込んだものはケースに残っています。',
  },
};

let spoken: Language | null = null;

/** In the language that the desk said last; until it has, in that of the system. */
export const words = (): Words => WORDS[spoken ?? (/^ja\b/i.test(app.getLocale()) ? 'ja' : 'en')];

/** Throws on what is no language of the desk. */
export function speak(language: unknown): void {
  const known = LANGUAGES.find((each) => each === language);
  if (!known) throw new Error(`no language of the desk: ${JSON.stringify(language)}`);
  spoken = known;
}
