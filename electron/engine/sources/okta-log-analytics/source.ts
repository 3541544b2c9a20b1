import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { readInside } from '../shared/inside.ts';
import { oktaEvent } from '../shared/okta-system-log.ts';
import { isText } from '../shared/plain.ts';
import normalise from '../shared/okta-system-log.sql?raw';
import unwrap from './unwrap.sql?raw';

/** Names of the two tables that `unwrap.sql` puts in the place of the System Log's own. */
const names = [
  ...['uuid_g', 'uuid_s', 'published_t', 'published_t [UTC]', 'eventType_s', 'displayMessage_s'],
  ...['actor_id_s', 'actor_type_s', 'actor_alternateId_s', 'client_id_s', 'client_ipAddress_s'],
  ...['client_userAgent_rawUserAgent_s', 'client_userAgent_os_s', 'client_geographicalContext_city_s'],
  ...['client_geographicalContext_state_s', 'client_geographicalContext_country_s'],
  ...['client_geographicalContext_geolocation_lat_d', 'client_geographicalContext_geolocation_lon_d'],
  ...['device_id_s', 'device_managed_b', 'device_managed_s', 'device_os_platform_s'],
  ...['outcome_result_s', 'outcome_reason_s', 'target_s'],
  ...['authenticationContext_externalSessionId_s', 'authenticationContext_rootSessionId_s'],
  ...['securityContext_asNumber_d', 'securityContext_asOrg_s', 'securityContext_isProxy_b'],
  ...['debugContext_debugData_behaviors_s', 'debugContext_debugData_risk_s'],
  ...['debugContext_debugData_logOnlySecurityData_s', 'debugContext_debugData_threatSuspected_s'],
  ...['debugContext_debugData_deviceFingerprint_g', 'debugContext_debugData_deviceFingerprint_s'],
  ...['debugContext_debugData_dtHash_s', 'debugContext_debugData_factor_s'],
  ...['TimeGenerated', 'TimeGenerated [UTC]', 'EventOriginalUid', 'EventOriginalType', 'EventMessage'],
  ...['OriginalUserId', 'ActorUserId', 'OriginalUserType', 'OriginalActorAlternateId', 'ActorUsername'],
  ...['SrcDvcId', 'SrcIpAddr', 'HttpUserAgent', 'SrcDvcOs', 'SrcGeoCity', 'SrcGeoRegion', 'SrcGeoCountry'],
  ...['SrcGeoLatitude', 'SrcGeoLongtitude', 'OriginalOutcomeResult', 'EventOriginalResultDetails'],
  ...['ActorSessionId', 'SecurityContextAsNumber', 'SecurityContextAsOrg', 'SecurityContextIsProxy'],
  ...['DebugData', 'OriginalTarget'],
];

export const source: SourceDefinition = {
  id: 'okta-log-analytics',
  title: 'Okta System Log from Log Analytics',
  datasets: ['okta.system'],
  containers: [],
  shapes: [
    {
      id: 'okta-cl',
      title: 'Row of Okta_CL',
      recognise: (record) => isText(record.eventType_s) && (isText(record.uuid_g) || isText(record.uuid_s)),
      basis: 'documentation',
    },
    {
      id: 'oktav2-cl',
      title: 'Row of OktaV2_CL',
      recognise: (record) =>
        isText(record.EventOriginalType) &&
        isText(record.EventOriginalUid) &&
        ('OriginalOutcomeResult' in record || 'OriginalActorAlternateId' in record),
      basis: 'documentation',
    },
  ],
  columns: Object.fromEntries(names.map((name) => [name, 'text' as const])),
  uniqueIds: true,
  normalise: readInside(oktaEvent, unwrap, normalise),
};
