import { z } from 'zod';
import { inShape, Prefix } from './check-shape.ts';
import { dateInName, mergeServices, type RangeFile } from './range-file.ts';
import { NO_FILE } from '../data-rows.ts';

const ServiceTags = z.object({
  changeNumber: z.number().int(),
  cloud: z.string().min(1),
  values: z.array(
    z.object({
      name: z.string().min(1),
      properties: z.object({ region: z.string(), addressPrefixes: z.array(Prefix) }),
    }),
  ),
});

/**
 * Azure's `ServiceTags_Public_*.json`: a tag is a service, in a region (`Storage.EastUS`) or in all. A prefix has the services of
 * all its tags, and the region that they name; none where they name none. The day stands in the file's name only.
 */
export function azureRanges(value: object, name: string): RangeFile | null {
  if (!(Object.hasOwn(value, 'changeNumber') || Object.hasOwn(value, 'values'))) return null;
  const tags = inShape(ServiceTags, value, "azure's service tags", name);
  const ranges = mergeServices(
    tags.values.flatMap(({ name: tag, properties: { region, addressPrefixes } }) =>
      addressPrefixes.map((prefix) => ({
        prefix,
        provider: 'Microsoft',
        region: region === '' ? null : region,
        network_border_group: null,
        service: tag.split('.')[0] ?? tag,
      })),
    ),
  );
  return {
    ranges,
    file: {
      id: 'azure-service-tags',
      title: `Azure IP ranges and service tags (${tags.cloud} cloud)`,
      kind: 'cloud ranges',
      version: String(tags.changeNumber),
      date: dateInName(name),
      licence: 'published by Microsoft for public use',
      attribution: 'https://www.microsoft.com/download/details.aspx?id=56519',
      origin: 'imported',
      entries: ranges.length,
      ...NO_FILE,
    },
  };
}
