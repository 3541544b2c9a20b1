import { expect, test } from 'vitest';
import { indicatorsOf, type MailRecord } from './read-alert.ts';

const NOTHING: MailRecord = {
  evidence_id: 1,
  record: 1,
  event_dataset: null,
  url_original: null,
  file_name: null,
  file_hash_md5: null,
  file_hash_sha1: null,
  file_hash_sha256: null,
  event_detail: null,
};
const read = (record: Partial<MailRecord>) =>
  indicatorsOf({ ...NOTHING, ...record }).map((one) => `${one.role} ${one.kind} ${one.normalised}`);
const detail = (value: unknown) => ({ event_detail: JSON.stringify(value) });
const SHA256 = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
const SHA1 = '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8';
const MD5 = '0cc175b9c0f1b6a831c399e269772661';

test('H-C1 an incident of Cyren: a threat once, what is cleared as clean, the rest as a part', () => {
  expect(
    read({
      url_original: 'https://Login.Example.org/reset',
      ...detail({
        urls: [
          { url: 'https://www.example.com/help', classification: 'clean' },
          { url: 'https://login.example.org/reset/', classification: 'malicious' },
          { url: 'https://www.example.com/other', classification: null },
        ],
        indicators: [{ type: 'url', subtype: 'malicious_url', value: 'hxxps://Login[.]Example[.]org/reset' }],
      }),
    }),
  ).toEqual([
    'threat url login.example.org/reset',
    'clean url www.example.com/help',
    'part url www.example.com/other',
  ]);
});

test('H-C1 an attachment that is a threat by its hash is one by its name and its other hashes', () => {
  expect(
    read({
      file_name: 'Invoice 7.ISO',
      file_hash_sha256: SHA256,
      ...detail({
        attachments: [
          { file_name: 'logo.png', file_hash: SHA1 },
          { name: 'Invoice 7.iso', sha256: SHA256.toUpperCase(), md5: MD5 },
        ],
        threats: [{ threat: SHA256, threatType: 'attachment', threatStatus: 'active' }],
      }),
    }),
  ).toEqual([
    'threat file name invoice 7.iso',
    'part file name logo.png',
    `threat md5 ${MD5}`,
    `part sha1 ${SHA1}`,
    `threat sha256 ${SHA256}`,
  ]);
});

test('H-C1 names without more, a hash of its own, a path before a name', () => {
  expect(read(detail({ attachments: ['a.docm', 'C:\\mail\\B.xls'], sha1: SHA1 }))).toEqual([
    'part file name a.docm',
    'part file name b.xls',
    `part sha1 ${SHA1}`,
  ]);
});

test('H-C1 a rewritten link stands as it was written and as what it leads to', () => {
  const link = 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fx&data=1';
  expect(read({ url_original: link })).toEqual([
    `part rewritten url ${link.slice(8).replace('/?', '?')}`,
    'part url a.example/x',
  ]);
  expect(read({ url_original: 'https://protect-eu.mimecast.com/s/Ab?domain=a.example' })).toEqual([
    'part domain a.example',
    'part rewritten url protect-eu.mimecast.com/s/Ab?domain=a.example',
  ]);
});

test('a false positive is cleared; ids of campaigns, what is no hash and what is no JSON are nothing', () => {
  expect(
    read(
      detail({
        threats: [
          { threat: 'https://a.example/x', threatType: 'url', threatStatus: 'falsePositive' },
          { threat: 'campaign-1', threatType: 'url', threatStatus: 'active' },
          { threat: 'zz'.repeat(32), threatType: 'attachment', threatStatus: 'active' },
        ],
        urls: 7,
        attachments: [null, 3, {}],
      }),
    ),
  ).toEqual(['clean url a.example/x']);
  expect(read({ event_detail: '{"urls":[' })).toEqual([]);
  expect(read({ event_detail: 'size: 7; [x]' })).toEqual([]);
});
