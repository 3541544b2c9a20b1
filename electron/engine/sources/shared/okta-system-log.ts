import type { JsonColumns } from '../../../../shared/definitions.ts';

/** What `okta-system-log.sql` reads of a System Log event. */
export const oktaEvent = {
  uuid: 'text',
  published: 'text',
  eventType: 'text',
  displayMessage: 'text',
  actor: { id: 'text', type: 'text', alternateId: 'text' },
  client: {
    id: 'text',
    ipAddress: 'text',
    userAgent: { rawUserAgent: 'text', os: 'text' },
    geographicalContext: {
      city: 'text',
      state: 'text',
      country: 'text',
      geolocation: { lat: 'text', lon: 'text' },
    },
  },
  device: { id: 'text', managed: 'text', os_platform: 'text' },
  outcome: { result: 'text', reason: 'text' },
  authenticationContext: { externalSessionId: 'text', rootSessionId: 'text' },
  securityContext: { asNumber: 'text', asOrg: 'text', isProxy: 'text' },
  debugContext: {
    debugData: {
      behaviors: 'text',
      risk: 'text',
      logOnlySecurityData: 'text',
      threatSuspected: 'text',
      deviceFingerprint: 'text',
      dtHash: 'text',
      factor: 'text',
    },
  },
  target: [
    {
      id: 'text',
      type: 'text',
      alternateId: 'text',
      displayName: 'text',
      detailEntry: { methodTypeUsed: 'text' },
    },
  ],
} as const satisfies JsonColumns;
