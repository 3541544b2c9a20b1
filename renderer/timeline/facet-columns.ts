/** Fields whose values are offered beside the rows, and whether they are open at first. */
export const FACETS: readonly { column: string; open: boolean }[] = [
  { column: 'event_dataset', open: true },
  { column: 'user_name', open: true },
  { column: 'event_action', open: true },
  { column: 'event_outcome', open: true },
  { column: 'source_country_iso_code', open: true },
  { column: 'source_as_organization_name', open: true },
  { column: 'client_name', open: true },
  { column: 'source_address', open: false },
  { column: 'access_key_id', open: false },
  { column: 'os_name', open: false },
  { column: 'application_name', open: false },
  { column: 'mfa_method', open: false },
  { column: 'cloud_region', open: false },
  { column: 'error_code', open: false },
  { column: 'starred', open: false },
  { column: 'tag', open: false },
];

export const FACET_COLUMNS: readonly string[] = FACETS.map(({ column }) => column);
