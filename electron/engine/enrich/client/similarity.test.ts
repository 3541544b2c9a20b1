import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUserAgent } from './parse-user-agent.ts';
import { clientFamily, userAgentSimilarity } from './similarity.ts';
import { CASES } from './user-agents.cases.ts';

const chrome = (version: string, system = 'Windows NT 10.0; Win64; x64') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;
const firefox = (version: string, system = 'Windows NT 10.0; Win64; x64') =>
  `Mozilla/5.0 (${system}; rv:${version}) Gecko/20100101 Firefox/${version}`;
const boto = (version: string, system: string) => `Boto3/${version} Python/3.9.16 ${system} Botocore/1.29.90`;

const AMAZON = 'Linux/5.10.167-147.601.amzn2.x86_64';
const MAC = 'Macintosh; Intel Mac OS X 10_15_7';

describe('S-Q8b an upgrade stays at 0.95 or above', () => {
  test.each([
    ['the next Chrome', chrome('120.0.0.0'), chrome('121.0.0.0')],
    ['a much later Chrome', chrome('70.0.3538.102'), chrome('120.0.0.0')],
    ['Firefox', firefox('115.0'), firefox('128.0')],
    [
      'Firefox on Ubuntu',
      firefox('109.0', 'X11; Ubuntu; Linux x86_64'),
      firefox('120.0', 'X11; Ubuntu; Linux x86_64'),
    ],
    [
      'Safari and its iOS',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1',
    ],
    [
      'Chrome giving up the model of the phone',
      'Mozilla/5.0 (Linux; Android 13; Pixel 6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Mobile Safari/537.36',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Mobile Safari/537.36',
    ],
    ['Boto3', boto('1.26.90', AMAZON), boto('1.26.100', AMAZON)],
    [
      'a kernel of the same distribution',
      boto('1.26.90', AMAZON),
      boto('1.26.90', 'Linux/5.10.198-187.748.amzn2.x86_64'),
    ],
    [
      'Boto3 with its new form of text',
      boto('1.26.90', AMAZON),
      'Boto3/1.28.62 md/Botocore#1.31.62 ua/2.0 os/linux#5.10.198-187.748.amzn2.x86_64 md/arch#x86_64 lang/python#3.9.18 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.31.62',
    ],
    [
      'another command of the AWS CLI',
      'aws-cli/2.13.25 Python/3.11.5 Darwin/22.6.0 source/arm64 prompt/off command/s3.ls',
      'aws-cli/2.13.25 Python/3.11.5 Darwin/22.6.0 source/arm64 prompt/off command/iam.create-user',
    ],
    [
      'kubectl',
      'kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965',
      'kubectl/v1.28.2 (darwin/arm64) kubernetes/89a4ea3',
    ],
    ['Outlook', 'Outlook-iOS/723.4077.prod', 'Outlook-iOS/724.4100.prod'],
  ])('%s', (_what, before, after) => {
    expect(userAgentSimilarity(before, after)).toBeGreaterThanOrEqual(0.95);
    expect(userAgentSimilarity(before, after)).toBeLessThan(1);
  });
});

describe('S-Q8b another client or another system is below 0.7', () => {
  test.each([
    ['Chrome on another system', chrome('120.0.0.0'), chrome('120.0.0.0', MAC)],
    ['Chrome and Firefox', chrome('120.0.0.0'), firefox('120.0')],
    [
      'Chrome and Edge, spelled nearly alike',
      chrome('120.0.0.0'),
      `${chrome('120.0.0.0')} Edg/120.0.2210.91`,
    ],
    ['Chrome and Teams', chrome('120.0.0.0'), `${chrome('120.0.0.0')} Teams/23320.3014.2555`],
    [
      'Chrome and its headless form',
      chrome('120.0.0.0'),
      chrome('120.0.0.0').replace('Chrome/', 'HeadlessChrome/'),
    ],
    ['Boto3 on Linux and Windows', boto('1.26.90', AMAZON), boto('1.26.90', 'Windows/10')],
    [
      'Boto3 and the AWS CLI',
      boto('1.26.90', AMAZON),
      `aws-cli/2.13.25 Python/3.11.5 ${AMAZON} exe/x86_64.amzn.2 prompt/off`,
    ],
    [
      'kubectl on Linux and macOS',
      'kubectl/v1.25.4 (linux/amd64) kubernetes/872a965',
      'kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965',
    ],
    ['a browser and a script', chrome('120.0.0.0'), 'python-requests/2.31.0'],
    ['two texts without a word in common', 'backup job', 'nightly sync'],
  ])('%s', (_what, a, b) => {
    expect(userAgentSimilarity(a, b)).toBeLessThan(0.7);
  });
});

describe('S-Q8b another machine is between', () => {
  test.each([
    ['Boto3 on Kali', boto('1.26.90', AMAZON), boto('1.26.90', 'Linux/5.10.0-kali7-amd64')],
    [
      'Boto3 in a function',
      boto('1.26.90', AMAZON),
      boto('1.26.90', `${AMAZON} exec-env/AWS_Lambda_python3.9`),
    ],
    ['Chrome on Windows 7', chrome('109.0.0.0'), chrome('109.0.0.0', 'Windows NT 6.1; Win64; x64')],
    [
      'another phone',
      'Mozilla/5.0 (Linux; Android 13; Pixel 6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Mobile Safari/537.36',
      'Mozilla/5.0 (Linux; Android 13; SM-S908B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Mobile Safari/537.36',
    ],
    [
      'another Mac',
      'kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965',
      'kubectl/v1.25.4 (darwin/amd64) kubernetes/872a965',
    ],
    [
      'Okta Verify on another iPhone',
      'B7F62B65BN.com.okta.mobile/7.12.0 OktaVerify/7.12.0 iOS/16.1.2 Apple/iPhone14,2 00000000-AAAA',
      'B7F62B65BN.com.okta.mobile/7.12.0 OktaVerify/7.12.0 iOS/16.1.2 Apple/iPhone15,3 00000000-BBBB',
    ],
  ])('%s', (_what, a, b) => {
    expect(userAgentSimilarity(a, b)).toBeLessThan(0.95);
    expect(userAgentSimilarity(a, b)).toBeGreaterThan(0.5);
  });

  test('a nearer version is nearer', () => {
    const near = userAgentSimilarity(chrome('120.0.0.0'), chrome('121.0.0.0'));
    const far = userAgentSimilarity(chrome('120.0.0.0'), chrome('90.0.0.0'));
    expect(near).toBeGreaterThan(far);
  });

  test('both other is less than either', () => {
    const other = userAgentSimilarity(chrome('120.0.0.0'), firefox('120.0', 'X11; Linux x86_64'));
    expect(other).toBeLessThan(userAgentSimilarity(chrome('120.0.0.0'), firefox('120.0')));
    expect(other).toBeLessThan(
      userAgentSimilarity(chrome('120.0.0.0'), chrome('120.0.0.0', 'X11; Linux x86_64')),
    );
  });
});

describe('any two texts', () => {
  const text = fc.oneof(
    fc.constantFrom(...CASES.map((one) => one.text)),
    fc.string({ unit: 'binary', maxLength: 120 }),
  );

  test('S-Q8b give a number from 0 to 1, the same both ways round, 1 for equal ones only', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const one = userAgentSimilarity(a, b);
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(1);
        expect(one === 1).toBe(a === b);
        expect(userAgentSimilarity(b, a)).toBe(one);
        expect(userAgentSimilarity(a, a)).toBe(1);
      }),
      { numRuns: 3_000, seed: 1 },
    );
  });
});

describe('the family of a client', () => {
  test.each([
    [chrome('120.0.0.0'), 'Chrome on Windows'],
    [chrome('88.0.4324.150'), 'Chrome on Windows'],
    [boto('1.26.90', AMAZON), 'Boto3 on Linux'],
    ['ec2.amazonaws.com', 'ec2.amazonaws.com'],
    ['curl/8.4.0', 'curl'],
    ['Mozilla/5.0 (Windows NT 10.0', 'unknown client on Windows'],
    ['', 'unknown client'],
  ])('S-Q8b %s', (userAgent, family) => {
    expect(clientFamily(parseUserAgent(userAgent))).toBe(family);
  });
});
