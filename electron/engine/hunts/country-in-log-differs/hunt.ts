import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'country-in-log-differs',
  title: 'Country in the log against country of the address',
  delivers: ['S-H4'],
  question: 'Does the log place a sign-in in another country than our data place its address?',
  hypotheses: ['S-H4'],
  attack: ['T1090'],
  severity: 'informational',
  entity: 'user',
  needs: {
    columns: ['user_name', 'log_country_iso_code'],
    datasets: [],
    missing: 'a log that says itself where its addresses are (Okta System Log, Entra sign-ins)',
  },
  rule: {
    kind: 'match',
    where: {
      all: [
        { column: 'event_category', is: 'authentication' },
        { column: 'source_countries_by_log', exists: true },
      ],
    },
    by: ['address'],
    tell: ['source_countries_by_log', 'log_country_iso_code'],
  },
  summary: '{address} is in {countries} by our data, in {source_countries_by_log_values} by the log',
  next_steps:
    'Where an address is, is a guess on both sides; where the guesses differ, findings that rest on countries are weaker. Look at the dates of the data on the page of source_address, bring newer data if you have it, and see where the user was in the days before window_start.',
  false_positives: 'Addresses that moved to another owner, mobile and satellite networks, old data.',
};
