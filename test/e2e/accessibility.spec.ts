import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './harness.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

interface Screen {
  readonly name: string;
  /** Brings it about; the screen is looked at once nothing is asked of the engine any more. */
  readonly open: (page: Page) => Promise<void>;
  /** What only it shows. */
  readonly shown: string;
  readonly close?: (page: Page) => Promise<void>;
}

const at = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => void (window.location.hash = to), hash);
};
const link = (page: Page, view: string) => page.getByRole('navigation').locator(`a[href="#/${view}"]`);
const place = (view: string, shown: string): Screen => ({
  name: view,
  shown,
  open: (page) => link(page, view).click(),
});
const escape = (page: Page): Promise<void> => page.keyboard.press('Escape');

async function ofCaseMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Case: / }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const PLACES: readonly Screen[] = [
  place('overview', '.page-head'),
  place('incidents', '[data-testid="incident-detail"]'),
  place('findings', '[data-testid="finding-detail"]'),
  place('verdicts', '.tree-view, .react-flow'),
  place('timeline', '.timeline-row .value'),
  place('profiles', '[data-testid="profiles"] tr'),
  place('hunts', '[data-testid="hunt-row"]'),
  place('questions', '.main h1, .main h2'),
  place('notes', '.main h1'),
  place('evidence', '[data-testid="ledger"] [role="row"]'),
  place('coverage', '.main h1'),
  place('networks', '.main h1'),
  place('settings', '.main h1'),
  place('data', '.main h1'),
  place('audit', '.main h1'),
];

const THINGS: readonly Screen[] = [
  {
    name: 'a record beside the timeline',
    shown: '[data-testid="record-drawer"] dl',
    open: async (page) => {
      await at(page, '#/timeline');
      await page.locator('.timeline-row .value').first().waitFor();
      await page
        .locator('.timeline-row')
        .nth(2)
        .dblclick({ position: { x: 4, y: 4 } });
    },
  },
  {
    name: 'a page of a person',
    shown: '[data-testid="entity-page"] [data-testid="lanes"]',
    open: async (page) => {
      await at(page, '#/incidents');
      await page.getByTestId('incident-detail').locator('a[href*="#/entity/"]').first().click();
    },
  },
  {
    name: 'two profiles side by side',
    shown: '[data-testid="sides"] td',
    open: async (page) => {
      await at(page, '#/profiles');
      const boxes = page.getByTestId('profiles').getByRole('checkbox');
      await boxes.nth(0).check();
      await boxes.nth(1).check();
    },
  },
  {
    name: 'the present and the past of a person',
    shown: '[data-testid="compare"]',
    open: async (page) => {
      await at(page, '#/incidents');
      await page.getByTestId('incident-detail').locator('a[href*="#/entity/"]').first().click();
      await page.locator('.compare-open').click();
    },
  },
  { name: 'own hunts', shown: '[data-testid="own-hunts"]', open: (page) => at(page, '#/hunts/%40own') },
  { name: 'own trees', shown: '[data-testid="own-trees"]', open: (page) => at(page, '#/verdicts?tab=own') },
  {
    name: 'the form of a note',
    shown: '.note-form textarea',
    open: async (page) => {
      await at(page, '#/findings');
      await page.getByTestId('finding-detail').getByRole('button', { name: 'Note…' }).first().click();
    },
  },
  {
    name: 'the editor of a filter',
    shown: '.filter-editor',
    open: async (page) => {
      await at(page, '#/timeline');
      await page.getByRole('button', { name: 'Add filter' }).click();
    },
    close: escape,
  },
];

const DIALOGS: readonly Screen[] = [
  {
    name: 'export',
    shown: '.bp6-dialog',
    open: (page) => ofCaseMenu(page, 'Export…'),
    close: escape,
  },
  {
    name: 'PDF',
    shown: '.bp6-dialog',
    open: (page) => ofCaseMenu(page, 'Save as PDF…'),
    close: escape,
  },
  {
    name: 'a picture for the report',
    shown: '.keep-picture img',
    open: async (page) => {
      await at(page, '#/verdicts');
      await page.getByTestId('verdict-tree').getByRole('button', { name: 'Report', exact: true }).click();
    },
    close: escape,
  },
  { name: 'help', shown: '.help-group', open: (page) => page.keyboard.press('?'), close: escape },
  {
    name: 'search',
    shown: '.search-box [role="option"]',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search' }).fill('mira');
    },
    close: escape,
  },
];

const OF_START: readonly Screen[] = [
  { name: 'start', shown: '[data-testid="sample-case"]', open: (page) => at(page, '#/start') },
  {
    name: 'new case',
    shown: '.bp6-dialog',
    open: (page) => page.getByTestId('new-case').click(),
    close: escape,
  },
];

async function openSample(page: Page): Promise<void> {
  page.setDefaultTimeout(15_000);
  await page.getByTestId('sample-case').click();
  await link(page, 'evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
}

/** Shows a screen and waits until it is whole: what still loads is told by `aria-busy` or the line at the top. */
async function show(page: Page, screen: Screen): Promise<void> {
  await screen.open(page);
  await page.locator(screen.shown).first().waitFor();
  await expect(page.locator('.busy, .main [aria-busy="true"]')).toHaveCount(0);
}

/** Everything of one theme; of the other the colours, for the elements are the same. */
async function faultsOf(page: Page, where: string, colours: 'all' | 'only colours'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (
    colours === 'all' ? axe.withTags(WCAG) : axe.withRules(['color-contrast', 'link-in-text-block'])
  ).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${where}: ${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

async function faultsInBothThemes(page: Page, screens: readonly Screen[]): Promise<string[]> {
  const faults: string[] = [];
  for (const screen of screens) {
    const failed = await show(page, screen).then(
      () => null,
      (error: unknown) => String(error),
    );
    if (failed === null)
      for (const theme of ['light', 'dark'] as const) {
        await paint(page, theme);
        const what = theme === 'light' ? 'all' : 'only colours';
        faults.push(...(await faultsOf(page, `${screen.name}, ${theme}`, what)));
      }
    else faults.push(`${screen.name}: ${failed}`);
    await paint(page, 'light');
    await screen.close?.(page);
  }
  return faults;
}

async function paint(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What stands where nobody can scroll to it, and screens that scroll sideways as a whole. */
const lostIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const told = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}: ${(element.textContent ?? '').slice(0, 40)}`;
    const scrolls = (element: Element): boolean => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(at);
        if (/auto|scroll/.test(overflowX) || textOverflow === 'ellipsis') return true;
        if (at.matches('.visually-hidden, [aria-hidden="true"], svg, canvas')) return true;
      }
      return false;
    };
    const wide = [
      document.documentElement,
      ...document.querySelectorAll('.page, .detail, .list, .navigation'),
    ]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .map((element) => {
        const edge = element.getBoundingClientRect().right;
        const cause = [...element.querySelectorAll('*')].find(
          (one) => one.getBoundingClientRect().right > edge + 1,
        );
        return `scrolls sideways: ${told(element)}, for ${cause ? told(cause) : 'nothing of its own'}`;
      });
    const out = [...document.querySelectorAll('.header *, .main *')]
      .filter((element) => {
        const { right, width, height } = element.getBoundingClientRect();
        return width > 0 && height > 0 && right > window.innerWidth + 1 && !scrolls(element);
      })
      .map((element) => `out of sight: ${told(element)}`);
    return [...wide, ...out];
  });

const NARROW = [
  { width: 1024, height: 768 },
  // 200 % of 1440×900.
  { width: 720, height: 450 },
];

/** Each screen is opened once and then made narrower. */
async function lostWhereNarrow(page: Page, screens: readonly Screen[]): Promise<string[]> {
  const lost: string[] = [];
  for (const screen of screens) {
    await page.setViewportSize(NARROW[0] ?? { width: 1024, height: 768 });
    await show(page, screen);
    for (const size of NARROW) {
      await page.setViewportSize(size);
      // A chart takes its new width a moment later.
      if ((await lostIn(page)).length > 0) await page.waitForTimeout(500);
      const where = `${screen.name} at ${size.width}×${size.height}`;
      lost.push(...(await lostIn(page)).map((what) => `${where}: ${what}`));
    }
    await screen.close?.(page);
  }
  return lost;
}

/** Goes on by Tab and gives the elements on which nothing shows the focus. */
async function unseenFocus(page: Page, steps: number): Promise<string[]> {
  const unseen: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    const one = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const shown = [at, at.parentElement].some((element) => {
        if (!element) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (
          (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) ||
          (element === at && boxShadow !== 'none' && at.matches('input, select, textarea'))
        );
      });
      return shown ? null : at.outerHTML.slice(0, 160);
    });
    if (one !== null) unseen.push(one);
  }
  return unseen;
}

/** The longest animation or transition that any element may make, in seconds. */
const longestMotion = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].flatMap((element) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element);
        return `${animationDuration},${transitionDuration}`.split(',').map((each) => Number.parseFloat(each));
      }),
    ),
  );

test('S-P1 every screen and dialog is free of what axe finds against WCAG 2.1 AA, light and dark', async ({
  page,
}) => {
  test.slow();
  const faults = await faultsInBothThemes(page, OF_START);
  await openSample(page);
  faults.push(...(await faultsInBothThemes(page, [...PLACES, ...THINGS, ...DIALOGS])));
  expect(faults).toEqual([]);

  // The check itself: a field without a name and pale words are found.
  await page.evaluate(() => {
    const bad = document.createElement('p');
    bad.append(document.createElement('input'), 'pale words');
    Object.assign(bad.style, {
      color: '#ccc',
      background: '#fff',
      position: 'fixed',
      top: '0',
      zIndex: '99',
    });
    document.body.append(bad);
  });
  const found = (await faultsOf(page, 'made wrong', 'all')).join();
  for (const rule of ['label', 'color-contrast']) expect(found).toContain(`made wrong: ${rule}`);
});

test('S-P1 the desk works by keyboard, at 1024×768, at 200 % and without motion', async ({ page }) => {
  test.slow();
  await openSample(page);

  await link(page, 'overview').click();
  await expect(page.locator('.page-head')).toBeVisible();
  for (const view of ['overview', 'timeline', 'findings']) {
    await link(page, view).click();
    expect(await unseenFocus(page, 30), `focus on ${view}`).toEqual([]);
  }

  await page.locator('#main').focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toContainText('Ctrl K');
  await page.evaluate(() => {
    const moving = document.createElement('div');
    moving.className = 'busy';
    document.body.append(moving);
  });
  expect(await longestMotion(page), 'with motion, so that the next line can fail').toBeGreaterThan(0.01);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await longestMotion(page), 'seconds of motion').toBeLessThan(0.001);
  await page.evaluate(() => document.querySelector('body > .busy')?.remove());
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  expect(await lostWhereNarrow(page, [...PLACES, ...THINGS])).toEqual([]);
});
