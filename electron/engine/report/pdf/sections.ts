import type { Content } from 'pdfmake/interfaces.js';
import type { PdfSection } from '../../../../shared/pdf-report.ts';
import { audit } from './audit.ts';
import { coverage } from './coverage.ts';
import { decisions } from './decisions.ts';
import { evidence } from './evidence.ts';
import type { Told } from './gather.ts';
import { incidents } from './incidents.ts';
import { method } from './method.ts';
import { notes } from './notes.ts';
import { rejects } from './rejects.ts';
import { summary } from './summary.ts';

/** The parts that can be chosen, but for the appendix. One more is a name in `PDF_SECTIONS`, which gives its place, and a line here. */
export const SECTIONS: Record<Exclude<PdfSection, 'records'>, (told: Told) => Content[]> = {
  summary,
  incidents,
  coverage,
  decisions,
  notes,
  method,
  evidence,
  rejects,
  audit,
};
