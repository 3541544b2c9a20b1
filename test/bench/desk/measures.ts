import type { Page } from '@playwright/test';
import type { Filter } from '../../../shared/filter.ts';
import type { Entity } from '../../../shared/model.ts';
import { goTo, settle } from './in-page.ts';
import { ENTITIES, FACETS, FILTERS, PLACES, SCREENS } from './questions.ts';

const timeline = (filters: readonly Filter[]): string =>
  `#/timeline?${new URLSearchParams({ filters: JSON.stringify(filters) }).toString()}`;

const entityPage = ({ kind, value }: Entity): string => `#/entity/${kind}/${encodeURIComponent(value)}`;

/** Milliseconds until the screen shows them, of one change of the filters. */
export interface Filtered {
  rows: number;
  histogram: number;
  /** The last of the facets that are open. */
  facets: number;
}

export async function filtered(page: Page): Promise<Filtered[]> {
  const all: Filtered[] = [];
  await goTo(page, '#/timeline');
  for (const filters of FILTERS) {
    all.push(await filteredBy(page, timeline(filters)));
    await settle(page);
  }
  return all;
}

const filteredBy = (page: Page, hash: string): Promise<Filtered> =>
  page.evaluate(async (to) => {
    const list = () =>
      document.querySelector('[data-testid="timeline-table"]')?.getAttribute('data-list') ?? null;
    const old = list();
    const at: Filtered = { rows: 0, histogram: 0, facets: 0 };
    const started = performance.now();
    const begin = () => {
      window.location.hash = to;
    };
    await window.watch.until(begin, () => {
      // Another list: the screen has taken the new filters, and what is old on it says so.
      if (list() === old) return false;
      const here = (selector: string) => document.querySelector(selector) !== null;
      const since = performance.now() - started;
      if (here('.timeline-row:not([aria-busy])')) at.rows ||= since;
      if (!here('.histogram[aria-busy]')) at.histogram ||= since;
      if (!here('.facet[aria-busy]')) at.facets ||= since;
      return at.rows > 0 && at.histogram > 0 && at.facets > 0;
    });
    return at;
  }, hash);

/** From pressing a facet that is closed until its values are there, nothing else being asked. */
export async function facets(page: Page): Promise<number[]> {
  const all: number[] = [];
  for (const { column, filters } of FACETS) {
    await goTo(page, timeline(filters));
    all.push(await page.evaluate(openFacet, column));
    await settle(page);
    await page.locator(`[data-testid="facet"][data-column="${column}"] .facet-head`).click();
  }
  return all;
}

function openFacet(column: string): Promise<number> {
  const facet = document.querySelector(`[data-testid="facet"][data-column="${column}"]`);
  return window.watch.until(
    () => facet?.querySelector<HTMLElement>('.facet-head')?.click(),
    () => facet?.querySelector('.facet-pick, .facet-none') !== null && !facet?.matches('[aria-busy]'),
  );
}

/** From leaving the timeline until what the page says of the entity itself is there, and until all of it is. */
export interface EntityShown {
  page: number;
  whole: number;
}

export async function entities(page: Page): Promise<EntityShown[]> {
  const all: EntityShown[] = [];
  for (const entity of ENTITIES) {
    await goTo(page, '#/timeline');
    const started = await page.evaluate(() => performance.now());
    const first = await page.evaluate(openEntity, { hash: entityPage(entity), value: entity.value });
    await settle(page);
    const end = await page.evaluate(() => performance.now());
    all.push({ page: first, whole: end - started });
  }
  return all;
}

function openEntity({ hash, value }: { hash: string; value: string }): Promise<number> {
  return window.watch.until(
    () => {
      window.location.hash = hash;
    },
    () =>
      document.querySelector('[data-testid="entity-page"] h1')?.textContent === value &&
      document.querySelector('[data-testid="entity-page"] .figures') !== null,
  );
}

/** The longest time that a row in sight was empty: after a jump, and while the wheel turns. */
export interface Scrolled {
  jump: number;
  wheel: number;
}

export async function scrolled(page: Page): Promise<Scrolled[]> {
  await goTo(page, '#/timeline');
  const box = await page.getByTestId('timeline-table').boundingBox();
  if (!box) throw new Error('there is no table');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const all: Scrolled[] = [];
  for (const place of PLACES) {
    await page.evaluate(watchWhite);
    await page.evaluate((part) => {
      const table = document.querySelector('[data-testid="timeline-table"]');
      table?.scrollTo({ top: part * table.scrollHeight });
    }, place);
    await page.waitForTimeout(1200);
    const jump = await page.evaluate(longestWhite);
    await page.evaluate(watchWhite);
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, 200);
      await page.waitForTimeout(16);
    }
    await page.waitForTimeout(600);
    all.push({ jump, wheel: await page.evaluate(longestWhite) });
  }
  return all;
}

/** Notes in each frame whether a row in sight is empty. */
function watchWhite(): void {
  const table = document.querySelector('[data-testid="timeline-table"]');
  const seen = { since: 0, longest: 0, on: true };
  Object.assign(window, { white: seen });
  const look = (at: number) => {
    const box = table?.getBoundingClientRect();
    // What lies behind the header is not in sight.
    const begin = table?.querySelector('.timeline-head')?.getBoundingClientRect().bottom ?? 0;
    const isWhite =
      box !== undefined &&
      [...(table?.querySelectorAll('.timeline-row[aria-busy]') ?? [])].some((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > begin && top < box.bottom;
      });
    if (!isWhite) seen.since = 0;
    else {
      seen.since ||= at;
      seen.longest = Math.max(seen.longest, at - seen.since);
    }
    if (seen.on) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function longestWhite(): number {
  const { white } = window as unknown as { white: { longest: number; on: boolean } };
  white.on = false;
  return white.longest;
}

/** Every screen, one after the other, until it is whole. */
export async function screens(page: Page): Promise<{ screens: number }> {
  for (const screen of SCREENS) await goTo(page, `#/${screen}`);
  return { screens: SCREENS.length };
}
