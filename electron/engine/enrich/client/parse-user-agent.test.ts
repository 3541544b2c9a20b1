import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstRule } from './match-rule.ts';
import { parseUserAgent } from './parse-user-agent.ts';
import { CLIENT_RULES } from './rules/index.ts';
import { productTokens, trimmed } from './tokens.ts';
import { CASES } from './user-agents.cases.ts';

const SAMPLES = '../shared/samples';
const KINDS = ['browser', 'mobile app', 'cli', 'sdk', 'iac', 'script', 'service', 'tool', 'unknown'];

describe('the table', () => {
  test('has at least 300 texts, each once', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(300);
    expect(new Set(CASES.map((one) => one.text)).size).toBe(CASES.length);
  });

  test.each(CASES)('S-N3 $text', ({ text, expected }) => {
    expect(parseUserAgent(text)).toEqual(expected);
  });

  test('has a text for every pattern', () => {
    const used = new Set(
      CASES.map(({ text }) => firstRule(trimmed(text), productTokens(trimmed(text)))?.rule),
    );
    expect(CLIENT_RULES.filter((rule) => rule.pattern && !used.has(rule)).map((rule) => rule.name)).toEqual(
      [],
    );
  });

  test('is named by every product token in it', () => {
    const lost = CLIENT_RULES.flatMap((rule) =>
      (rule.products ?? []).filter((product) => {
        const client = parseUserAgent(`${product}/v1.2.3`);
        return (
          client.client_name !== rule.name ||
          client.client_kind !== rule.kind ||
          client.client_version !== '1.2.3'
        );
      }),
    );
    expect(lost).toEqual([]);
  });

  test('writes product tokens in lower case, as they are looked up', () => {
    const products = CLIENT_RULES.flatMap((rule) => rule.products ?? []);
    expect(products.filter((product) => product !== product.toLowerCase())).toEqual([]);
  });
});

describe('H-A5 the system is the same word', () => {
  const system = (text: string) => parseUserAgent(text).os_name;

  test.each([
    [
      'Linux',
      'aws-cli/1.18.147 Python/2.7.18 Linux/4.14.198-152.320.amzn2.x86_64 botocore/1.18.6',
      'Boto3/1.28.62 md/Botocore#1.31.62 ua/2.0 os/linux#5.10.198-187.748.amzn2.x86_64 md/arch#x86_64 Botocore/1.31.62',
      'aws-sdk-go/1.44.0 (go1.19; linux; amd64)',
      'kubectl/v1.25.4 (linux/amd64) kubernetes/872a965',
      'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0',
      'AZURECLI/2.74.0 (DEB) Python/3.12.10 (Linux-5.15.0-1084-azure-x86_64-with-glibc2.39)',
    ],
    [
      'Windows',
      'Boto3/1.9.118 Python/3.6.6 Windows/10 Botocore/1.12.118',
      'aws-cli/2.9.4 Python/3.9.11 Windows/10 exe/AMD64 prompt/off',
      'aws-sdk-dotnet-45/3.3.0.0 OS/Microsoft_Windows_NT_10.0.17134.0 ClientAsync',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0',
      'aws-sdk-nodejs/2.1001.0 win32/v14.17.0 callback',
    ],
    [
      'macOS',
      'aws-cli/1.16.310 Python/3.7.4 Darwin/18.7.0 botocore/1.13.46',
      'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/macos#24.1.0 md/arch#arm64',
      'kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15',
      'aws-sdk-java/2.21.1 Mac_OS_X/14.1 OpenJDK_64-Bit_Server_VM/21.0.1+12-LTS Java/21.0.1',
    ],
  ])('%s in every generation', (name, ...texts) => {
    expect(new Set(texts.map(system))).toEqual(new Set([name]));
  });

  test('two Linux kernels are one system, a person at the console of a service has none', () => {
    const kernels = ['5.10.0-kali7-amd64', '4.14.198-152.320.amzn2.x86_64'];
    const systems = kernels.map((kernel) =>
      parseUserAgent(`Boto3/1.20.0 Python/3.9.2 Linux/${kernel} Botocore/1.23.0`),
    );
    expect(systems.map((client) => client.os_name)).toEqual(['Linux', 'Linux']);
    expect(systems.map((client) => client.os_version)).toEqual(['5.10 (Kali)', '4.14.198 (Amazon Linux 2)']);
    expect(
      system('[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.1030 Linux/5.4.156-94.273.amzn2int.x86_64]'),
    ).toBeNull();
  });
});

describe('S-N2 a text that says nothing', () => {
  test.each(['', ' ', '\t\n', '[]', '[ ]'])('%j is unknown', (text) => {
    expect(parseUserAgent(text)).toEqual({
      client_name: null,
      client_version: null,
      client_kind: 'unknown',
      os_name: null,
      os_version: null,
      device_kind: null,
    });
  });
});

describe('any text', () => {
  const word = fc.constantFrom(...CASES.flatMap(({ text }) => text.split(/(?<=[ ;/#])/)));
  const shuffled = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    shuffled,
    fc.constantFrom('os/constructor', '__proto__/1'),
  );

  test('gives a client, the same each time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const client = parseUserAgent(text);
        expect(KINDS).toContain(client.client_kind);
        for (const value of Object.values(client))
          expect(value === null || (typeof value === 'string' && value !== '')).toBe(true);
        expect(parseUserAgent(text)).toEqual(client);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  test.each([
    'a/',
    'Mozilla/5.0 (',
    'os/linux#',
    '1.',
    ' (',
    'okta-sdk',
    'gl-x/1 ',
    '[FBAN;',
    'a-',
    'exec-env/',
  ])('a megabyte of %j is read', (piece) => {
    expect(KINDS).toContain(parseUserAgent(piece.repeat(1_000_000 / piece.length)).client_kind);
  });
});

describe.skipIf(!existsSync(SAMPLES))('real logs (skipped where the samples are absent)', () => {
  const texts = existsSync(SAMPLES) ? sampleUserAgents() : [];
  const CLOUD_TOOL =
    /^\[?(?:aws-cli|boto|aws-sdk|aws-internal|ec2-api|kube|elastic-agent|stratus-red-team|signin\.|console\.|config\.|AWSConsole|S3Console|EC2Console|terraform)|com\.okta\./i;

  test('hold user agents', () => {
    expect(texts.length).toBeGreaterThan(40);
  });

  test('every cloud tool and every browser in them is known', () => {
    const unknown = texts.filter(
      (text) =>
        (CLOUD_TOOL.test(text) || /^Mozilla\/5\.0 \([^)]*\) (?:Gecko|AppleWebKit)/.test(text)) &&
        parseUserAgent(text).client_kind === 'unknown',
    );
    expect(unknown).toEqual([]);
  });
});

function sampleUserAgents(): string[] {
  const found = new Set<string>();
  const files = readdirSync(SAMPLES, { recursive: true, withFileTypes: true }).filter(
    (file) => file.isFile() && /\.(?:json|ndjson|log|jsonl)$/.test(file.name),
  );
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'utf8');
    for (const match of text.matchAll(/"(?:userAgent|rawUserAgent|user_agent)" ?: ?"((?:[^"\\]|\\.)*)"/gi)) {
      found.add(JSON.parse(`"${match[1]}"`) as string);
    }
  }
  return [...found].sort();
}
