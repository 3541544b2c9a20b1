import { z } from 'zod';
import { Entity } from './model.ts';

/**
 * How findings and verdicts have to do with an entity. `all`: they are about it; of a person about any of its names, and the keys and
 * sessions on its records. `names`: without those keys and sessions. `citing`: about others, on records that share its name.
 */
export const ABOUT_HOW = ['all', 'names', 'citing'] as const;

export const AboutEntity = z.strictObject({ entity: Entity, how: z.enum(ABOUT_HOW).default('all') });
export type AboutEntity = z.infer<typeof AboutEntity>;
