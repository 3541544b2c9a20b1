interface Terms {
  readonly licence: string;
  readonly attribution: string;
}

const NOT_SAID = 'not stated in the file';
const MAXMIND = 'MaxMind (https://www.maxmind.com)';

/** Whose a file is, by the kind of database that its metadata name. */
const KNOWN: readonly (readonly [RegExp, Terms])[] = [
  [
    /^GeoLite2-/,
    {
      licence: 'GeoLite2 End User License Agreement',
      attribution: `This product includes GeoLite2 data created by ${MAXMIND}`,
    },
  ],
  [/^GeoIP2-/, { licence: 'as agreed with MaxMind', attribution: MAXMIND }],
  [/^DBIP-.*Lite/, { licence: 'CC-BY-4.0', attribution: 'IP geolocation by DB-IP (https://db-ip.com)' }],
  [/^DBIP-/, { licence: 'as agreed with DB-IP', attribution: 'DB-IP (https://db-ip.com)' }],
];

/** Licence and attribution of a file by its title. */
export const termsOf = (title: string): Terms =>
  KNOWN.find(([name]) => name.test(title))?.[1] ?? { licence: NOT_SAID, attribution: NOT_SAID };
