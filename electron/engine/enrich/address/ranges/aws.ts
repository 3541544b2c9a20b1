import { z } from 'zod';
import { inShape, Prefix } from './check-shape.ts';
import { mergeServices, type RangeEntry, type RangeFile } from './range-file.ts';
import { NO_FILE } from '../data-rows.ts';

export const AWS = 'AWS';

const where = { region: z.string().min(1), service: z.string().min(1), network_border_group: z.string() };
const AwsRanges = z.object({
  syncToken: z.string(),
  createDate: z.string().regex(/^\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d$/, 'not a time like 2024-05-01-10-00-00'),
  prefixes: z.array(z.object({ ip_prefix: Prefix, ...where })),
  ipv6_prefixes: z.array(z.object({ ipv6_prefix: Prefix, ...where })),
});

/** Amazon's `ip-ranges.json`, the only one with a list of its own for IPv6 and with `createDate`. */
export function awsRanges(value: object, name: string): RangeFile | null {
  if (!(Object.hasOwn(value, 'ipv6_prefixes') || Object.hasOwn(value, 'createDate'))) return null;
  const { syncToken, createDate, prefixes, ipv6_prefixes } = inShape(
    AwsRanges,
    value,
    "amazon's ip-ranges.json",
    name,
  );
  const entries: RangeEntry[] = [
    ...prefixes.map(({ ip_prefix, ...rest }) => ({ prefix: ip_prefix, provider: AWS, ...rest })),
    ...ipv6_prefixes.map(({ ipv6_prefix, ...rest }) => ({ prefix: ipv6_prefix, provider: AWS, ...rest })),
  ];
  const ranges = mergeServices(entries);
  return {
    ranges,
    file: {
      id: 'aws-ip-ranges',
      title: 'Amazon Web Services address ranges (ip-ranges.json)',
      kind: 'cloud ranges',
      version: syncToken,
      date: createDate.slice(0, 10),
      licence: 'published by Amazon Web Services for public use',
      attribution: 'https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html',
      origin: 'imported',
      entries: ranges.length,
      ...NO_FILE,
    },
  };
}
