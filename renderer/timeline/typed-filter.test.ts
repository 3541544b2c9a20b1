import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Filter } from '../../shared/contract.ts';
import { parseFilters, quotedValue, termAt } from './typed-filter.ts';

const is = (column: string, value: string | number | boolean): Filter => ({
  column,
  op: 'is',
  values: [value],
});

describe('S-P1 a typed filter', () => {
  test('becomes the filters that a chip would hold', () => {
    expect(
      parseFilters('user_name:ada  source_ip:203.0.113.0/24 -event_outcome:failure -source_ip:10.0.0.0/8'),
    ).toEqual({
      filters: [
        is('user_name', 'ada'),
        { column: 'source_ip', op: 'within', network: '203.0.113.0/24' },
        { column: 'event_outcome', op: 'is_not', values: ['failure'] },
        { column: 'source_ip', op: 'outside', network: '10.0.0.0/8' },
      ],
      mistakes: [],
    });
    expect(parseFilters('user_name:* -mfa_method:* user_name:~ad source_as_number:1..9').filters).toEqual([
      { column: 'user_name', op: 'exists' },
      { column: 'mfa_method', op: 'missing' },
      { column: 'user_name', op: 'contains', text: 'ad' },
      { column: 'source_as_number', op: 'between', from: '1', to: '9' },
    ]);
    expect(parseFilters('source_as_number:64500 source_is_hosting:yes starred:true').filters).toEqual([
      is('source_as_number', 64500),
      is('source_is_hosting', true),
      is('starred', true),
    ]);
  });

  test('an IPv6 address is the same in whatever form it is typed, and has networks', () => {
    for (const typed of ['2001:db8::7', '2001:DB8:0:0::7', '2001:0db8:0000:0:0:0:0:0007', '[2001:db8::7]']) {
      expect(parseFilters(`source_ip:${typed}`)).toEqual({
        filters: [is('source_ip', '2001:db8::7')],
        mistakes: [],
      });
      expect(parseFilters(`-source_address:${typed} host_ip:${typed}`).filters).toEqual([
        { column: 'source_address', op: 'outside', network: '2001:db8::7/128' },
        { column: 'host_ip', op: 'within', network: '2001:db8::7/128' },
      ]);
    }
    expect(
      parseFilters('source_ip:::ffff:192.0.2.7 -source_ip:[::1] source_ip:2001:DB8::/32').filters,
    ).toEqual([
      is('source_ip', '192.0.2.7'),
      { column: 'source_ip', op: 'is_not', values: ['::1'] },
      { column: 'source_ip', op: 'within', network: '2001:DB8::/32' },
    ]);
    expect(
      parseFilters('source_address:"2001:DB8::7" user_name:a:b source_address:192.0.2.1:443').filters,
    ).toEqual([
      is('source_address', '2001:DB8::7'),
      is('user_name', 'a:b'),
      is('source_address', '192.0.2.1:443'),
    ]);
  });

  test('a day, a minute and a stretch of time are whole', () => {
    const ends = (typed: string) =>
      parseFilters(typed).filters.map((one) => (one.op === 'between' ? [one.from, one.to] : one));
    expect(ends('timestamp:2024-05-01')).toEqual([
      ['2024-05-01T00:00:00.000000Z', '2024-05-01T23:59:59.999999Z'],
    ]);
    expect(ends('timestamp:2024-05-01T10:00..2024-05-01T10:05:30')).toEqual([
      ['2024-05-01T10:00:00.000000Z', '2024-05-01T10:05:30.999999Z'],
    ]);
    expect(ends('timestamp:2024-05-01T10:00')).toEqual([
      ['2024-05-01T10:00:00.000000Z', '2024-05-01T10:00:59.999999Z'],
    ]);
    expect(ends('timestamp:..2024-05-01T10:00:00.5Z')).toEqual([[null, '2024-05-01T10:00:00.500000Z']]);
  });

  test.each([
    ['user_name:ada usr:eve', 'usr:eve', 'There is no field “usr”'],
    ['source_ip:300.0.0.0/24', 'source_ip:300.0.0.0/24', 'not a network such as 192.0.2.0/24'],
    [
      'source_ip:2001:db8::/129',
      'source_ip:2001:db8::/129',
      'not a network such as 192.0.2.0/24 or 2001:db8::/32',
    ],
    ['source_ip:2001:db8:', 'source_ip:2001:db8:', 'not a whole IPv6 address'],
    ['source_address:2001::db8::1', 'source_address:2001::db8::1', 'not a whole IPv6 address'],
    ['source_as_number:many', 'source_as_number:many', 'not a number'],
    ['source_is_hosting:maybe', 'source_is_hosting:maybe', 'yes or no'],
    ['timestamp:noon', 'timestamp:noon', 'not a time'],
    ['user_name:a..b', 'user_name:a..b', 'no order'],
    ['event_outcome:failure ada', 'ada', 'field:value'],
    ['user_name:', 'user_name:', 'a value'],
    ['"ada"', '"', 'field:value'],
  ])('%s: what is wrong is told at its place', (typed, place, words) => {
    const [mistake] = parseFilters(typed).mistakes;
    expect(typed.slice(mistake?.from, mistake?.to)).toBe(place);
    expect(mistake?.message).toContain(words);
  });

  test('any value comes back as it was, once it is quoted where it must be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        expect(parseFilters(`event_action:${quotedValue(value)}`)).toEqual({
          filters: [is('event_action', value)],
          mistakes: [],
        });
      }),
    );
  });

  test('any text is read, and nothing of it is lost without a word', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { filters, mistakes } = parseFilters(typed);
        if (typed.trim() !== '') expect(filters.length + mistakes.length).toBeGreaterThan(0);
      }),
    );
  });

  test('the condition at the caret is the one to complete', () => {
    const typed = 'user_name:ada event_';
    expect(termAt(typed, typed.length)).toMatchObject({ column: 'event_', value: null });
    expect(termAt(typed, 11)).toMatchObject({ column: 'user_name', value: 'ada' });
    expect(termAt('user_name:ada ', 14)).toBeNull();
  });
});
