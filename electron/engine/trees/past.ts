import type { TreeDrawing } from '../../../shared/contract.ts';

const drawings = import.meta.glob<TreeDrawing>('./*/versions/*.json', { eager: true, import: 'default' });

/** A version before the present one as it was drawn; nothing where none was kept. */
export const pastDrawing = (id: string, version: number): TreeDrawing | undefined =>
  drawings[`./${id}/versions/${version}.json`];
