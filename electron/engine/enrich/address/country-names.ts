/** Names that logs write and that the standard's English names are not. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'united states of america': 'US',
  usa: 'US',
  'great britain': 'GB',
  uk: 'GB',
  'russian federation': 'RU',
  'korea, republic of': 'KR',
  'republic of korea': 'KR',
  "korea, democratic people's republic of": 'KP',
  'viet nam': 'VN',
  'czech republic': 'CZ',
  'the netherlands': 'NL',
  turkey: 'TR',
  türkiye: 'TR',
  'hong kong': 'HK',
  macao: 'MO',
  macau: 'MO',
  'taiwan, province of china': 'TW',
  'iran, islamic republic of': 'IR',
  'moldova, republic of': 'MD',
  'republic of moldova': 'MD',
  'republic of lithuania': 'LT',
  'syrian arab republic': 'SY',
  'tanzania, united republic of': 'TZ',
  'venezuela, bolivarian republic of': 'VE',
  'bolivia, plurinational state of': 'BO',
  'ivory coast': 'CI',
  "cote d'ivoire": 'CI',
  'cape verde': 'CV',
  swaziland: 'SZ',
  macedonia: 'MK',
  'brunei darussalam': 'BN',
  "lao people's democratic republic": 'LA',
  palestine: 'PS',
  'state of palestine': 'PS',
  myanmar: 'MM',
  congo: 'CG',
  'congo, the democratic republic of the': 'CD',
};

let codes: ReadonlyMap<string, string> | null = null;

/** The ISO code of a country by its English name, or a code as it is; null for a name that is not known. */
export function codeOfCountry(name: string): string | null {
  const plain = name.trim();
  if (/^[A-Za-z]{2}$/.test(plain) && plain.toLowerCase() !== 'uk') return plain.toUpperCase();
  codes ??= readCodes();
  const key = plain.toLowerCase();
  return OTHER_NAMES[key] ?? codes.get(key) ?? null;
}

function readCodes(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const found = new Map<string, string>();
  for (const first of letters) {
    for (const second of letters) {
      const name = names.of(first + second)?.toLowerCase();
      if (name !== undefined && !found.has(name) && !NOT_COUNTRIES.has(first + second))
        found.set(name, first + second);
    }
  }
  return found;
}

/** Codes for what is no country, or is no longer one of its name. */
const NOT_COUNTRIES: ReadonlySet<string> = new Set([
  ...['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO', 'AC', 'CP', 'DG', 'EA', 'IC', 'TA', 'CQ'],
  ...['AN', 'BU', 'CS', 'CT', 'DD', 'DY', 'FQ', 'FX', 'HV', 'JT', 'MI', 'NH', 'NQ', 'NT', 'PC'],
  ...['PU', 'PZ', 'RH', 'SU', 'TP', 'UK', 'VD', 'WK', 'YD', 'YU', 'ZR'],
]);
