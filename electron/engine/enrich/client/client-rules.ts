import { UAParser } from 'ua-parser-js';
import type { DataFile } from '../../../../shared/model.ts';
import { CLIENT_RULES } from './rules/index.ts';

const PARSER_VERSION = '1.0.41';
if (UAParser.VERSION !== PARSER_VERSION) {
  throw new Error(`ua-parser-js must be ${PARSER_VERSION}, the last under MIT, not ${UAParser.VERSION}`);
}

/** Raised with every change of what a user agent is told to be, so that an old case can say which rules it was read by. */
const RULES_VERSION = '2';

/** What user agents are read by, for *About the data*. */
export const clientRules: DataFile = {
  id: 'client-rules',
  title: 'User agent rules',
  kind: 'client rules',
  version: `rules ${RULES_VERSION}, ua-parser-js ${PARSER_VERSION}`,
  date: '2026-11-26',
  licence: 'MIT',
  attribution: `Interloper's own rules for cloud and machine clients; browsers and mobile apps by ua-parser-js ${PARSER_VERSION}, © 2012-2025 Faisal Salman`,
  origin: 'built in',
  entries: CLIENT_RULES.length,
  name: null,
  path: null,
  sha256: null,
  problem: null,
};
