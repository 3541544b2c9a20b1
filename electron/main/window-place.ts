import { app, screen, type BrowserWindow, type Rectangle } from 'electron';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the window was when it was last closed. */
export interface WindowPlace {
  bounds: Rectangle;
  maximized: boolean;
}

const file = (): string => join(app.getPath('userData'), 'window.json');

/** `null` where none was kept, or the screen that it was on is not there any more. */
export function readPlace(): WindowPlace | null {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file(), 'utf8')) as Partial<WindowPlace>;
    return isRectangle(bounds) && isSeen(bounds) ? { bounds, maximized: maximized === true } : null;
  } catch {
    return null;
  }
}

/** A place that cannot be kept is no reason not to close. */
export function keepPlace(window: BrowserWindow): void {
  const place: WindowPlace = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    mkdirSync(dirname(file()), { recursive: true });
    writeFileSync(file(), JSON.stringify(place));
  } catch {
    return;
  }
}

const isRectangle = (bounds: unknown): bounds is Rectangle =>
  ['x', 'y', 'width', 'height'].every((name) =>
    Number.isInteger((bounds as Record<string, unknown> | undefined)?.[name]),
  );

/** Enough of it to take hold of lies on a screen. */
const isSeen = ({ x, y, width }: Rectangle): boolean =>
  screen.getAllDisplays().some(({ workArea: area }) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    return across >= 100 && y >= area.y && y <= area.y + area.height - 50;
  });
