import { z } from 'zod';
import { inShape, Prefix } from './check-shape.ts';
import { mergeServices, type RangeFile } from './range-file.ts';
import { NO_FILE } from '../data-rows.ts';

const where = { service: z.string().min(1), scope: z.string().min(1) };
const GoogleRanges = z.object({
  syncToken: z.string(),
  creationTime: z.string().regex(/^\d{4}-\d\d-\d\dT/, 'not a time like 2024-05-01T10:00:00.000000'),
  prefixes: z.array(
    z.union([z.object({ ipv4Prefix: Prefix, ...where }), z.object({ ipv6Prefix: Prefix, ...where })], {
      error: (issue) => `not a prefix with service and scope: ${JSON.stringify(issue.input)}`,
    }),
  ),
});

/** Google Cloud's `cloud.json`. Its scope is the region, `global` where a range belongs to none. */
export function googleRanges(value: object, name: string): RangeFile | null {
  if (!Object.hasOwn(value, 'creationTime')) return null;
  const { syncToken, creationTime, prefixes } = inShape(GoogleRanges, value, "google's cloud.json", name);
  const ranges = mergeServices(
    prefixes.map(({ service, scope, ...entry }) => ({
      prefix: 'ipv4Prefix' in entry ? entry.ipv4Prefix : entry.ipv6Prefix,
      provider: 'Google',
      region: scope,
      network_border_group: null,
      service,
    })),
  );
  return {
    ranges,
    file: {
      id: 'google-cloud-ranges',
      title: 'Google Cloud address ranges (cloud.json)',
      kind: 'cloud ranges',
      version: syncToken,
      date: creationTime.slice(0, 10),
      licence: 'published by Google for public use',
      attribution: 'https://cloud.google.com/vpc/docs/configure-private-google-access#ip-addr-defaults',
      origin: 'imported',
      entries: ranges.length,
      ...NO_FILE,
    },
  };
}
