import { expect, test } from 'vitest';
import { sources } from '../electron/engine/sources/index.ts';
import { datasetTitle } from '../renderer/text.ts';

test('every dataset has a name for a person', () => {
  const datasets = sources.flatMap((source) => source.datasets);
  expect(datasets.filter((dataset) => datasetTitle(dataset) === dataset)).toEqual([]);
});
