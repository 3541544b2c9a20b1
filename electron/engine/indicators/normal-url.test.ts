import { expect, test } from 'vitest';
import { normalUrl, readLink, refang } from './normal-url.ts';

test.each([
  ['hxxp://a[.]example', 'http://a.example'],
  ['hXXps://Login[.]Example[.]org:8443/reset?u=1', 'https://Login.Example.org:8443/reset?u=1'],
  ['hxxps[:]//a(.)b[dot]example/x', 'https://a.b.example/x'],
  ['hxxps[://]a{.}example[/]x', 'https://a.example/x'],
  ['h**p://a.example', 'http://a.example'],
  ['<https://a.example>', 'https://a.example'],
  ['fxp://a.example', 'ftp://a.example'],
  ['https://a.example/x?hxxp://b', 'https://a.example/x?hxxp://b'],
])('H-C1 %s is refanged', (written, refanged) => {
  expect(refang(written)).toBe(refanged);
});

const SAME = 'login.example.org/Reset/a%20b?u=1&utm_source=mail';
test.each([
  'https://login.example.org/Reset/a%20b?u=1&utm_source=mail',
  'HTTPS://LOGIN.example.ORG/Reset/a%20b?u=1&utm_source=mail',
  'http://login.example.org:80/Reset/a%20b?u=1&utm_source=mail',
  'https://login.example.org:443/Reset/a%20b/?u=1&utm_source=mail',
  'https://login.example.org/Reset/a b?u=1&utm_source=mail#top',
  'https://login.example.org/%52eset/a%20b?u=1&utm%5fsource=mail',
  'https://login.example.org./x/../Reset/a%20b?u=1&utm_source=mail',
  'https://ana:pw@login.example.org/Reset/a%20b?u=1&utm_source=mail',
  'login.example.org/Reset/a%20b?u=1&utm_source=mail',
  'login.example.org:443/Reset/a%20b?u=1&utm_source=mail',
])('H-C3 %s is the same address', (written) => {
  expect(normalUrl(written)?.normalised).toBe(SAME);
});

test.each([
  'https://login.example.org/reset/a%20b?u=1&utm_source=mail',
  'https://login.example.org:8443/Reset/a%20b?u=1&utm_source=mail',
  'https://login.example.org/Reset/a%20b?u=1',
  'https://login.example.org/Reset/a%2fb?u=1&utm_source=mail',
  'https://www.login.example.org/Reset/a%20b?u=1&utm_source=mail',
])('H-C3 %s is another address', (written) => {
  expect(normalUrl(written)?.normalised).not.toBe(SAME);
});

test.each([
  ['https://a.b.example.co.uk/x', 'a.b.example.co.uk', 'example.co.uk'],
  ['https://bad.web.app/x', 'bad.web.app', 'bad.web.app'],
  ['https://a.bad.github.io', 'a.bad.github.io', 'bad.github.io'],
  ['http://198.51.100.7/pay', '198.51.100.7', '198.51.100.7'],
  ['http://[2001:db8::7]:8080/pay', '2001:db8::7', '2001:db8::7'],
  ['https://bücher.example/', 'xn--bcher-kva.example', 'xn--bcher-kva.example'],
])('H-C5 %s: host %s, registrable domain %s', (written, host, domain) => {
  expect(normalUrl(written)).toMatchObject({ host, registrable_domain: domain });
});

test.each(['', 'mailto:ana@example.com', 'file:///c:/x', 'nothing', 'http://', 'javascript:alert(1)'])(
  '%j is no address of a page',
  (text) => {
    expect(normalUrl(text)).toBeNull();
  },
);

test.each([
  ['https://urldefense.proofpoint.com/v1/url?u=http://www.example.com/a?b%3D1&k=x', 'www.example.com/a?b=1'],
  [
    'https://urldefense.proofpoint.com/v2/url?u=http-3A__www.example.com_ctt-3Fkn-3D3-26m-3D4&d=DwMFaQ&c=x',
    'www.example.com/ctt?kn=3&m=4',
  ],
  ['https://urldefense.com/v3/__https://www.example.com/a*b__;Iw!!abc!def$', 'www.example.com/a'],
  ['https://urldefense.com/v3/__https:/www.example.com/a*b**A__;Kz0h!!abc!def$', 'www.example.com/a+b=!'],
  [
    'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.com%2Fa%3Fb%3D1&data=05%7C01&reserved=0',
    'www.example.com/a?b=1',
  ],
  ['https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.example.com%2fa&c=E,1', 'www.example.com/a'],
  ['https://secure-web.cisco.com/1a2b-cd/https%3A%2F%2Fwww.example.com%2Fa', 'www.example.com/a'],
  [
    'https://eu-west-1.protection.sophos.com/?d=example.com&u=aHR0cHM6Ly93d3cuZXhhbXBsZS5jb20vYQ==&i=1',
    'www.example.com/a',
  ],
  ['https://clicktime.symantec.com/3abc?u=https%3A%2F%2Fwww.example.com%2Fa', 'www.example.com/a'],
  ['https://protect2.fireeye.com/v1/url?k=1&q=1&u=http%3A%2F%2Fwww.example.com%2Fa', 'www.example.com/a'],
  // One gateway after the other.
  [
    'https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fwww.example.com%2Fa__%3B!!x!y%24&data=1',
    'www.example.com/a',
  ],
])('H-C1 what %s leads to', (written, inner) => {
  expect(readLink(written)?.inner).toMatchObject({ normalised: inner, is_domain_only: false });
});

test('H-C1 Mimecast tells only the domain; a link of no gateway leads to itself', () => {
  const link = readLink('https://protect-eu.mimecast.com/s/AbCd?domain=www.example.co.uk');
  expect(link?.inner).toMatchObject({
    host: 'www.example.co.uk',
    registrable_domain: 'example.co.uk',
    is_domain_only: true,
  });
  expect(link?.outer.normalised).toBe('protect-eu.mimecast.com/s/AbCd?domain=www.example.co.uk');
  expect(readLink('https://www.example.com/?url=https://b.example')?.inner).toBeNull();
  expect(readLink('https://urldefense.com/v3/nonsense')?.inner).toBeNull();
  expect(readLink('https://urldefense.proofpoint.com/v2/url?u=http-3A__%zz')?.inner).toBeNull();
});
