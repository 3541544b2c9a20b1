import { expect, test } from 'vitest';
import { configuredDetail, parameterHistory } from '../../electron/engine/parameter-history.ts';
import { emptyCase, insert } from '../support/desk-seed.ts';

const asked = { action: 'hunt.configured', id: 'push-bombing', offset: 0, limit: 10 } as const;
const line = (minute: number, detail: string | null, subject: string = asked.id) => ({
  written_at: `2024-05-01T10:0${minute}:00.000000Z`,
  actor: 'examiner',
  action: asked.action,
  subject,
  detail,
  tool_version: '0.0.0',
});

test('changes are told from the newest on; what an earlier version wrote, which told less, is passed over', async () => {
  const { job } = await emptyCase();
  const changed = [{ name: 'window_hours', before: 1, now: 2 }];
  const detail = configuredDetail({
    values: { window_hours: 2 },
    changed,
    appeared: 3,
    gone: 1,
    verdicts: 0,
  });
  await insert(job, 'audit_log', [
    line(0, '{"window_hours":1}'),
    line(1, 'not JSON'),
    line(2, null),
    line(3, detail),
    line(4, detail, 'another-hunt'),
    line(5, detail),
  ]);
  const { total, changes } = await parameterHistory(job, asked);
  expect([total, changes.length]).toEqual([2, 2]);
  expect(changes[0]).toMatchObject({ written_at: line(5, null).written_at, changed, appeared: 3, gone: 1 });
  expect((await parameterHistory(job, { ...asked, offset: 1 })).changes).toHaveLength(1);
});
