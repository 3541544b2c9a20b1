import { app, ipcMain, Menu, type MenuItemConstructorOptions } from 'electron';
import { CHANNEL } from '../../shared/host.ts';
import { onlyFromPage } from './sender.ts';
import { speak, words } from './words.ts';

/** The menu of the program, in the language of the page, which tells it whenever it is loaded. */
export function setMenu(): void {
  show();
  ipcMain.handle(CHANNEL.speak, (event, language: unknown) => {
    onlyFromPage(event);
    speak(language);
    show();
  });
}

type Items = MenuItemConstructorOptions[];

const show = (): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate([firstMenu(), editMenu(), viewMenu()]));

function firstMenu(): MenuItemConstructorOptions {
  const said = words();
  const quit: Items = [{ role: 'quit', label: said.quit }];
  if (process.platform !== 'darwin') return { label: said.file, submenu: quit };
  return {
    label: app.name,
    submenu: [
      { role: 'about', label: said.about },
      { type: 'separator' },
      { role: 'services', label: said.services },
      { type: 'separator' },
      { role: 'hide', label: said.hide },
      { role: 'hideOthers', label: said.hideOthers },
      { role: 'unhide', label: said.unhide },
      { type: 'separator' },
      ...quit,
    ],
  };
}

function editMenu(): MenuItemConstructorOptions {
  const said = words();
  return {
    label: said.edit,
    submenu: [
      { role: 'undo', label: said.undo },
      { role: 'redo', label: said.redo },
      { type: 'separator' },
      { role: 'cut', label: said.cut },
      { role: 'copy', label: said.copy },
      { role: 'paste', label: said.paste },
      { role: 'delete', label: said.delete },
      { type: 'separator' },
      { role: 'selectAll', label: said.selectAll },
    ],
  };
}

function viewMenu(): MenuItemConstructorOptions {
  const said = words();
  const developer: Items = app.isPackaged ? [] : [{ role: 'toggleDevTools', label: said.developerTools }];
  return {
    label: said.view,
    submenu: [
      { role: 'resetZoom', label: said.resetZoom },
      { role: 'zoomIn', label: said.zoomIn },
      { role: 'zoomOut', label: said.zoomOut },
      { type: 'separator' },
      { role: 'togglefullscreen', label: said.fullScreen },
      ...developer,
    ],
  };
}
