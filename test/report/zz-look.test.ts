import { writeFileSync, readFileSync, existsSync } from 'node:fs';
import { test } from 'vitest';
import { printReport } from '../../electron/engine/report/pdf/write-pdf.ts';
import { PDF_DEFAULTS, PDF_SECTIONS } from '../../shared/pdf-report.ts';
import { keepPicture } from '../../electron/engine/pictures/store.ts';
import { insert } from '../support/desk-seed.ts';
import { HOSTILE, hostileCase } from './pdf-case.ts';

test('look', async () => {
  const made = await hostileCase();
  const by = { by: 'A. Nalyst', at: '2024-06-01T00:00:00.000000Z' };
  if (existsSync('/tmp/ho/pic.png')) {
    await keepPicture(made.job, { title: 'Session profiles of محمد عبد الله', base64: readFileSync('/tmp/ho/pic.png').toString('base64') }, by);
  }
  await insert(made.job, 'mutes', [{ mute_id: 'm', hunt: 'rare-session-profiles', entity_kind: 'user', entity_value: 'محمد عبد الله / יוסי כהן / 山田太郎 / 김철수 / Ærø', reason: 'خدمة معروفة (known) 123', muted_at: '2024-06-01 09:00:00', muted_by: 'دينا' }]);
  const about = { name: 'קבוצת החקירה 2024 – 捜査 – تحقيق', examiner: 'محمد عبد الله', reference: 'R/١٢٣' };
  const { bytes } = await printReport(made.desk, { ...made.info, case: about }, { ...PDF_DEFAULTS, sections: [...PDF_SECTIONS] });
  writeFileSync('/tmp/ho/hostile.pdf', bytes);
}, 100000);
