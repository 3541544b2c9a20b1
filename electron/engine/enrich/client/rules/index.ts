import type { ClientRule } from '../client.ts';
import { AGENTS } from './agents.ts';
import { APPS } from './apps.ts';
import { CLIS } from './clis.ts';
import { INFRASTRUCTURE } from './infrastructure.ts';
import { SCRIPTS } from './scripts.ts';
import { SDKS } from './sdks.ts';
import { SERVICES } from './services.ts';
import { TOOLS } from './tools.ts';

/** The whole table in order: what says most about who acts comes first, what others are built on comes last. */
export const CLIENT_RULES: readonly ClientRule[] = [
  ...TOOLS,
  ...SERVICES,
  ...AGENTS,
  ...INFRASTRUCTURE,
  ...CLIS,
  ...APPS,
  ...SDKS,
  ...SCRIPTS,
];
