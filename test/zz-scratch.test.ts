import { expect, test } from 'vitest';
import { openCopy } from './bench/built-case.ts';
import { eventPage } from '../electron/engine/desk/event-page.ts';
import { facet } from '../electron/engine/desk/facet.ts';
import { histogram } from '../electron/engine/desk/histogram.ts';
import { entityPage } from '../electron/engine/desk/entity.ts';
import { EventPage } from '../shared/contract.ts';
test('times', async () => {
  const { database, end } = await openCopy('/tmp/interloper-bench/desk-300000/case.interloper');
  const t = async (n: string, f: () => Promise<unknown>) => { const s = performance.now(); const c = process.cpuUsage(); const r = await f(); const d = process.cpuUsage(c); console.log(n, Math.round(performance.now() - s), 'cpu', Math.round((d.user+d.system)/1000)); return r; };
  for (const limit of [1, 60, 200, 200]) {
    const page = await t(`page ${limit}`, () => eventPage(database.desk, { filters: [{column:'user_name',op:'is',values:['user'+(limit+1)+'@example.com']}], order: 'asc', offset: 0, limit })) as any;
    const page2 = await t(`page ${limit}`, () => eventPage(database.desk, { filters: [], order: 'asc', offset: 5000+limit, limit })) as any;
    await t('json', async () => JSON.stringify(page2).length);
    console.log(JSON.stringify(page2).length);
    await t('parse', async () => { JSON.parse(JSON.stringify(page2)); });
    await t('zod', async () => { EventPage.parse(page2); });
    await t('zod', async () => { EventPage.parse(page2); });
  }
  await t('histogram', () => histogram(database.desk, {filters: [], buckets: 180}));
  for (const column of ['event_dataset','user_name','source_country_iso_code','source_address']) await t('facet '+column, () => facet(database.desk, {filters: [{column:'event_outcome',op:'is',values:['success']}], column, limit: 6}));
  await end();
  expect(1).toBe(1);
}, 100000);
