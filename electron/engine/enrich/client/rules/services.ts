import type { ClientRule } from '../client.ts';

/**
 * Cloud services acting by themselves or for a person at a console. The system such a text names is the service's own server, so it
 * counts as none: else a person at a Windows browser would seem to use Linux as well.
 */
export const SERVICES: readonly ClientRule[] = [
  {
    name: 'AWS Console',
    kind: 'service',
    pattern:
      /^(?:console(?:\.[\w-]+)*\.(?:amazonaws|aws\.amazon)\.com|S3Console\/|EC2ConsoleBackend\b)|\bAWS\w*Console\b/i,
    os: null,
  },
  { name: 'AWS sign-in', kind: 'service', pattern: /^signin\.(?:amazonaws|aws\.amazon)\.com/i, os: null },
  { name: 'AWS CloudFormation', kind: 'iac', pattern: /^cloudformation\.amazonaws\.com/i, os: null },
  {
    name: 'AWS service',
    kind: 'service',
    pattern:
      /^(?<name>[a-z\d][\w-]*(?:\.[\w-]+){0,6}\.(?:amazonaws\.com(?:\.cn)?|aws\.internal|api\.aws))(?:$|[\s,;])/i,
    os: null,
  },
  {
    name: 'AWS internal',
    kind: 'service',
    products: ['aws-internal'],
    pattern: /^AWS[ -]Internal\b/i,
    os: null,
  },
  { name: 'AWS internal', kind: 'service', products: ['coral'], os: null },
  { name: 'Elastic Load Balancing', kind: 'service', products: ['elb-healthchecker'], os: null },
  { name: 'Amazon API Gateway', kind: 'service', pattern: /^AmazonAPIGateway_/i, os: null },
  { name: 'Amazon CloudFront', kind: 'service', pattern: /^Amazon CloudFront$/i, os: null },
  {
    name: 'Amazon Route 53 health check',
    kind: 'service',
    pattern: /^Amazon-Route53-Health-Check-Service\b/i,
    os: null,
  },
  {
    name: 'Google service',
    kind: 'service',
    pattern: /^(?<name>[a-z\d][\w-]*(?:\.[\w-]+){0,4}\.googleapis\.com)$/i,
    os: null,
  },
  {
    name: 'Google Cloud Scheduler',
    kind: 'service',
    products: ['google-cloud-scheduler'],
    pattern: /^Google-Cloud-Scheduler\b/i,
    os: null,
  },
  { name: 'Azure Logic Apps', kind: 'service', products: ['azure-logic-apps'], os: null },
  { name: 'Okta Workflows', kind: 'service', pattern: /^Azuqua\b/i, os: null },
  { name: 'Okta integrations', kind: 'service', pattern: /^Okta-Integrations\b/i, os: null },
  // Exchange Online turning a mail client's basic authentication into a token request.
  { name: 'BAV2ROPC', kind: 'service', pattern: /\bBAV2ROPC\b/i, os: null },
  { name: 'CBAInPROD', kind: 'service', pattern: /\bCBAin(?:PROD|TAR)\b/i, os: null },
  {
    name: 'Windows AzureAD authentication provider',
    kind: 'service',
    products: ['windows-azuread-authentication-provider'],
    os: 'Windows',
  },
  {
    name: 'crawler',
    kind: 'service',
    pattern:
      /\b(?<name>[A-Za-z][\w-]{0,40}(?:bot|Bot|crawler|Crawler|spider|Spider)(?:-[A-Za-z]+)?)\/(?<version>\d[\d.]*)/,
    os: null,
  },
];
