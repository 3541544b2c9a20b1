import { timelineHref } from '../app/route.ts';
import { datasetHelp, datasetTitle } from '../text.ts';
import { isFilter } from './filters.ts';

/** A dataset's name, which leads to its events. */
export function DatasetLink({ dataset }: { dataset: string }) {
  return (
    <a href={timelineHref([isFilter('event_dataset', dataset)])} title={datasetHelp(dataset)}>
      {datasetTitle(dataset)}
    </a>
  );
}
