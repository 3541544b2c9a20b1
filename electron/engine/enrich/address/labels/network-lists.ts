import hosting from '../../../../../resources/networks/hosting-networks.json';
import labelled from '../../../../../resources/networks/labelled-networks.json';

/** What a list says about a network or an address: never a verdict. */
export interface Label {
  readonly label: string;
  /** What is said, by whom and of which day. */
  readonly reason: string;
}

/** The kinds of `hosting-networks.json` as labels. */
const LABELS: Readonly<Record<string, string>> = {
  hosting: 'hosting',
  vpn: 'vpn',
  tor: 'tor exit',
  proxy: 'anonymiser',
};

const byNumber = new Map<number, Label[]>();
for (const { asn, kind, ...entry } of hosting.networks) note(asn, LABELS[kind], entry, 'hosting networks');
for (const { asn, label, ...entry } of labelled.networks) note(asn, label, entry, 'labelled networks');

function note(
  asn: number,
  label: string | undefined,
  { name, reason, date }: { name: string; reason: string; date: string },
  list: string,
): void {
  if (label === undefined) throw new Error(`no label for a kind of AS${asn}`);
  const known = byNumber.get(asn) ?? [];
  byNumber.set(asn, [...known, { label, reason: `${name}: ${reason} (list of ${list}, ${date})` }]);
}

/** The labels that the lists of the program give an AS number; none for most. */
export const labelsOfNumber = (asNumber: number): readonly Label[] => byNumber.get(asNumber) ?? [];
