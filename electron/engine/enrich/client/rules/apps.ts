import type { ClientRule } from '../client.ts';

const app = (name: string, products: readonly string[], os?: string): ClientRule => ({
  name,
  kind: 'mobile app',
  products,
  ...(os ? { os } : {}),
});
const like = (name: string, pattern: RegExp, os?: string): ClientRule => ({
  name,
  kind: 'mobile app',
  pattern,
  ...(os ? { os } : {}),
});

/** Apps of phones and desktops, before the browser engine that many of them carry. */
export const APPS: readonly ClientRule[] = [
  app('Okta Verify', ['oktaverify', 'okta verify']),
  like('Okta Verify', /\bcom\.okta\.(?:mobile|android\.auth|authenticator)\/(?<version>[\d.]+)/i),
  app('Okta Mobile', ['okta mobile', 'oktamobile', 'okta-mobile']),
  app('Okta Device SDK', ['oktadevicesdk', 'wpfdevicesdk', 'devicesdk']),
  app('Outlook', ['outlook-ios', 'com.microsoft.outlook'], 'iOS'),
  app('Outlook', ['outlook-android'], 'Android'),
  app('Outlook', ['outlook-ios-android', 'outlookmobile']),
  app('Outlook', ['microsoft-macoutlook', 'macoutlook'], 'macOS'),
  like('Outlook', /\b(?:Microsoft Outlook(?: Mail)?|MAPI(?:CPL)?)[ /](?<version>[\d.]+)/i),
  app('Teams', ['teamsmobile-ios'], 'iOS'),
  app('Teams', ['teamsmobile-android'], 'Android'),
  app('Teams', ['teams', 'microsoft teams', 'microsoftteams', 'msteams']),
  app('Teams', ['skypespaces']),
  like('Microsoft Authenticator', /\bMicrosoft(?:%20| )Authenticator\b(?:\/(?<version>[\d.]+))?/i),
  app('Microsoft Authenticator', ['com.microsoft.azureauthenticator'], 'iOS'),
  app('Microsoft Authenticator', ['com.azure.authenticator'], 'Android'),
  app('Company Portal', ['company portal', 'companyportal', 'com.microsoft.companyportal']),
  app('OneDrive', ['onedrive', 'com.microsoft.skydrive', 'onedrivempc-transform_thumbnail']),
  like('OneDrive', /\bMicrosoft SkyDriveSync (?<version>[\d.]+)/i),
  like('OneNote', /\bMicrosoft OneNote[ /](?<version>[\d.]+)|^OneNote\b/i),
  like('Word', /\bMicrosoft Word[ /](?<version>[\d.]+)/i),
  like('Excel', /\bMicrosoft Excel[ /](?<version>[\d.]+)/i),
  like('PowerPoint', /\bMicrosoft PowerPoint[ /](?<version>[\d.]+)/i),
  like('Microsoft Office', /^Microsoft Office(?:\/(?<version>[\d.]+))?/i),
  like('Microsoft Office', /\bms-office; MSOffice (?<version>\d[\d.]*)/i),
  like('Mail', /^Apple-iP(?:hone|ad|od)\w*\/(?<version>[\d.]+)/, 'iOS'),
  like('Mail', /\b(?:dataaccessd|accountsd|AppleExchangeWebServices|exchangesyncd)\/(?<version>[\d.]+)/i),
  like('Mail', /^Android\/[\d.]+-EAS-(?<version>[\d.]+)/i, 'Android'),
  app('Thunderbird', ['thunderbird']),
  app('Slack', ['slack', 'slack_ssb', 'com.tinyspeck.chatlyio']),
  app('Zoom', ['zoom', 'zoomapps', 'zoom.us']),
  app('Webex', ['webex', 'webexteams']),
  like('Facebook', /\[FB(?:AN|_IAB|BV|AV)\b(?:[^\]]{0,200}FBAV\/(?<version>[\d.]+))?/),
  like('LinkedIn', /\bLinkedInApp\b(?:\/(?<version>[\d.]+))?/),
  like('Visual Studio Code', /\b(?:Code|Visual-?Studio-?Code)\/(?<version>[\d.]+)/),
  like(
    'Electron app',
    /\(KHTML, like Gecko\) (?:[\w-]+\/[\d.]+ )?(?!Postman|Insomnia)(?<name>[A-Za-z][\w-]{0,60})\/(?<version>\d[\d.]*) Chrome\/[\d.]+ Electron\//,
  ),
];
