import { describe, expect, test } from 'vitest';
import { addressOf } from '../../electron/engine/redact/addresses.ts';
import { Collected } from '../../electron/engine/redact/collected.ts';
import { KnownPseudonyms } from '../../electron/engine/redact/known-pseudonyms.ts';
import { newPseudonyms } from '../../electron/engine/redact/number-pseudonyms.ts';
import { Redactor } from '../../electron/engine/redact/redactor.ts';
import { REDACTIONS, type Pseudonym, type Redaction } from '../../shared/redaction.ts';

const SERVICES = new Set(['s3.amazonaws.com']);

function evidence(fill: (collected: Collected) => void): Collected {
  const collected = new Collected(SERVICES);
  fill(collected);
  return collected;
}

const SOME = evidence((one) => {
  for (const name of [
    'ada.king@corp.example.com',
    'CORP\\grace',
    'jd',
    'test',
    'Ada King',
    'SYSTEM',
    'x',
    '(',
  ])
    one.user(name);
  one.user('arn:aws:sts::111122223333:assumed-role/Deploy/lin');
  one.device('ADAS-MAC');
  one.device('lin-pc.corp.example.com');
  one.host('portal.example.org');
  for (const address of ['203.0.113.7', '203.0.113.9', '10.1.2.3', '2001:DB8:5::7']) one.address(address);
});
const KEY = newPseudonyms(SOME, []);
const redactor = (chosen: readonly Redaction[] = REDACTIONS, key: readonly Pseudonym[] = KEY) =>
  new Redactor(new KnownPseudonyms(key, SERVICES), chosen);
const text = (of: string, chosen?: readonly Redaction[]) => redactor(chosen).text(of);
const pseudonym = (kind: string, value: string): string =>
  KEY.find((one) => one.kind === kind && one.value === value)?.pseudonym ?? `no ${kind} ${value}`;

describe('the key', () => {
  test('numbers depend on the values alone, stay when others come, and tell nothing of the alphabet', () => {
    const more = evidence((one) => {
      for (const name of ['zoe', 'abe', 'ada king', 'jd']) one.user(name);
      one.address('203.0.113.200');
    });
    const added = newPseudonyms(more, KEY);
    expect(added.map(({ value }) => value).sort()).toEqual(['203.0.113.200', 'abe', 'zoe']);
    const all = [...KEY, ...added].map((one) => one.pseudonym);
    expect(new Set(all).size).toBe(all.length);
    expect(newPseudonyms(more, KEY)).toEqual(added);
    expect(newPseudonyms(SOME, [])).toEqual(KEY);
    const many = evidence((one) => {
      for (let index = 0; index < 50; index++) one.user(`name-${String(index).padStart(2, '0')}`);
    });
    const inOrder = newPseudonyms(many, []).map(({ value }) => value);
    expect(inOrder).not.toEqual([...inOrder].sort());
  });

  test('a pseudonym is never a value of the evidence', () => {
    const tricky = evidence((one) => {
      for (const name of ['user-0001', 'USER-0002', 'ann']) one.user(name);
      one.address('240.0.1.9');
      one.address('203.0.113.1');
    });
    const values = new Set(tricky.everything());
    for (const one of newPseudonyms(tricky, [])) expect(values.has(one.pseudonym), one.pseudonym).toBe(false);
  });

  test('addresses that nobody is given stand for addresses; neighbours of one /24 or /64 stay neighbours', () => {
    const network = (address: string) => address.replace(/\.\d+$/, '');
    const [one, two, private_] = ['203.0.113.7', '203.0.113.9', '10.1.2.3'].map((value) =>
      pseudonym('address', value),
    );
    expect(one).toMatch(/^2[45]\d\./);
    expect(network(one ?? '')).toBe(network(two ?? ''));
    expect(network(private_ ?? '')).not.toBe(network(one ?? ''));
    expect(pseudonym('address', '2001:db8:5::7')).toMatch(/^2001:db8:0:1::1$/);
  });

  test('all 256 addresses of a network have pseudonyms of their own', () => {
    const full = evidence((one) => {
      for (let host = 0; host < 256; host++) one.address(`198.51.100.${host}`);
    });
    const made = newPseudonyms(full, []).filter(({ kind }) => kind === 'address');
    expect(new Set(made.map((one) => one.pseudonym)).size).toBe(256);
    for (const { pseudonym: by } of made) expect(addressOf(by)?.address).toBe(by);
  });
});

describe('a text', () => {
  const user = pseudonym('user', 'ada.king');
  const domain = pseudonym('domain', 'example.com');

  test('an e-mail address keeps its shape, and each of its parts is chosen for itself', () => {
    const site = pseudonym('site', 'corp');
    expect(text('by ada.king@corp.example.com, at 9')).toBe(`by ${user}@${site}.${domain}, at 9`);
    expect(text('ada.king@corp.example.com', ['names'])).toBe(`${user}@corp.example.com`);
    expect(text('ada.king@corp.example.com', ['domains'])).toBe(`ada.king@${site}.${domain}`);
    expect(text('ada.king@corp.example.com', ['addresses'])).toBe('ada.king@corp.example.com');
    expect(text('x?u=ada.king%40corp.example.com&y')).toBe(`x?u=${user}%40${site}.${domain}&y`);
    expect(text('nobody.known@else.example.net')).toBe('user-unlisted@site-unlisted.domain-unlisted.example');
  });

  test('a name is found on the boundaries of words, the longest first, in any spelling', () => {
    expect(text('ada.king signed in')).toBe(`${user} signed in`);
    expect(text('ADA.KING signed in')).toBe(`${user.toUpperCase()} signed in`);
    expect(text('ada.kingston canada.king')).toBe('ada.kingston canada.king');
    expect(text('Ada King (grace)')).toBe(
      `${pseudonym('user', 'ada king').replace('u', 'U')} (${pseudonym('user', 'grace')})`,
    );
    expect(text('C:\\Users\\grace\\x.exe')).toBe(`C:\\Users\\${pseudonym('user', 'grace')}\\x.exe`);
    expect(text('on adas-mac')).toBe(`on ${pseudonym('host', 'adas-mac')}`);
    expect(text('role of arn:aws:sts::111122223333:assumed-role/Deploy/lin')).toBe(
      `role of arn:aws:sts::111122223333:assumed-role/Deploy/${pseudonym('user', 'lin')}`,
    );
  });

  test('a name that could be a word is one where it stands alone in a field, or where the sentence is about it', () => {
    const one = pseudonym('user', 'test');
    expect(text('a test of it')).toBe('a test of it');
    expect(redactor().whole('test')).toBe(one);
    expect(redactor().text('test used 3 networks, a latest one', 'test')).toBe(
      `${one} used 3 networks, a latest one`,
    );
    expect(redactor().record('{"userName":"test","kind":"test"}')).toBe(
      `{"userName":"${one}","kind":"test"}`,
    );
    expect(redactor().whole('SYSTEM')).toBe('SYSTEM');
  });

  test('an address is found in its other spellings, with ports, lengths and dashes', () => {
    const four = pseudonym('address', '203.0.113.7');
    const six = pseudonym('address', '2001:db8:5::7');
    const net = pseudonym('network', '203.0.113.0/24');
    expect(text('203.0.113.7:443, [2001:0DB8:5:0:0::7]:80')).toBe(`${four}:443, [${six}]:80`);
    expect(text('203.0.113.0/24 and ::ffff:203.0.113.7')).toBe(`${net} and ::ffff:${four}`);
    expect(text('ip-203-0-113-7.local')).toBe(`ip-${four.replaceAll('.', '-')}.local`);
    expect(text('192.0.2.99 2a00::1')).toBe('240.0.0.0 2001:db8::');
    expect(text('127.0.0.1 ::1 0.0.0.0/0 10:20:30 Chrome/120.0.0.0 1.2.3.4.5')).toBe(
      '127.0.0.1 ::1 0.0.0.0/0 10:20:30 Chrome/120.0.0.0 1.2.3.4.5',
    );
    expect(text('203.0.113.7', ['names', 'domains'])).toBe('203.0.113.7');
  });

  test('a host keeps its domain’s pseudonym, and services of the log stay', () => {
    const org = pseudonym('domain', 'example.org');
    expect(text('https://portal.example.org/a')).toBe(`https://${pseudonym('site', 'portal')}.${org}/a`);
    expect(text('https://example.org:8443/a')).toBe(`https://${org}:8443/a`);
    expect(text('other.example.org')).toBe(`site-unlisted.${org}`);
    expect(text('s3.amazonaws.com')).toBe('s3.amazonaws.com');
    expect(text('lin-pc.corp.example.com', ['names'])).toBe(
      `${pseudonym('host', 'lin-pc.corp')}.example.com`,
    );
    expect(text('setup.exe and readme.md')).toBe('setup.exe and readme.md');
  });

  test('JSON inside of JSON is opened, and stays JSON', () => {
    const inner = JSON.stringify({ who: 'ada.king', note: 'a "quote" \u0000' });
    const outer = JSON.stringify({ message: inner });
    const done = JSON.parse(redactor().record(outer)) as { message: string };
    expect(JSON.parse(done.message)).toEqual({ who: user, note: 'a "quote" \u0000' });
    expect(redactor().record('{"big":12345678901234567890,"a":1.0}')).toBe(
      '{"big":12345678901234567890,"a":1.0}',
    );
    expect(redactor().text('( used 3', '(')).toBe(`${pseudonym('user', '(')} used 3`);
    expect(redactor().record('{"who":"\\u0061da.king"}')).toBe(`{"who":"${user}"}`);
  });

  test('a long text takes no longer than it has to', () => {
    const long = `${'x'.repeat(1_000_000)} ${'a.'.repeat(200_000)} ${'a%20'.repeat(100_000)} "${'\\n'.repeat(100_000)}`;
    expect(text(long).length).toBeGreaterThan(1_000_000);
  }, 20_000);
});
