import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { normaliseEmail } from '../shared/email.ts';
import { isText } from '../shared/plain.ts';
import normalise from './normalise.sql?raw';

/** The lists of an answer. Nothing in a record says which of them it stands in. */
const lists = ['messagesBlocked', 'messagesDelivered', 'clicksBlocked', 'clicksPermitted'];

export const source: SourceDefinition = {
  id: 'proofpoint-tap',
  title: 'Proofpoint TAP',
  datasets: [
    'proofpoint_tap.message_blocked',
    'proofpoint_tap.message_delivered',
    'proofpoint_tap.message',
    'proofpoint_tap.clicks_blocked',
    'proofpoint_tap.clicks_permitted',
    'proofpoint_tap.clicks',
  ],
  containers: lists,
  namedContainers: lists,
  shapes: [
    {
      id: 'message',
      title: 'Message with a threat, blocked or delivered',
      recognise: (record) =>
        isText(record.messageTime) && isText(record.GUID) && Array.isArray(record.threatsInfoMap),
      basis: 'real sample',
    },
    {
      id: 'click',
      title: 'Click on a threat, blocked or permitted',
      recognise: (record) =>
        isText(record.clickTime) &&
        isText(record.url) &&
        (isText(record.threatID) || isText(record.threatURL)),
      basis: 'documentation',
    },
  ],
  columns: {
    '@list': 'text',
    id: 'text',
    GUID: 'text',
    QID: 'text',
    messageTime: 'text',
    clickTime: 'text',
    recipient: 'text',
    sender: 'text',
    senderIP: 'text',
    clickIP: 'text',
    messageID: 'text',
    subject: 'text',
    fromAddress: ['text'],
    replyToAddress: ['text'],
    quarantineFolder: 'text',
    quarantineRule: 'text',
    spamScore: 'text',
    phishScore: 'text',
    malwareScore: 'text',
    impostorScore: 'text',
    threatsInfoMap: [
      {
        threat: 'text',
        threatType: 'text',
        classification: 'text',
        threatStatus: 'text',
        campaignID: 'text',
      },
    ],
    messageParts: [
      { filename: 'text', sha256: 'text', md5: 'text', disposition: 'text', sandboxStatus: 'text' },
    ],
    url: 'text',
    classification: 'text',
    threatStatus: 'text',
    campaignId: 'text',
    userAgent: 'text',
  },
  normalise: normaliseEmail(normalise),
};
