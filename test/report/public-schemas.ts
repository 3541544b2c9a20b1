import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * JSON schemas of formats of others, written by us from their public specifications: STIX 2.1 (OASIS Standard, 10 June 2021) for the
 * object types that we write, and version 4.5 of the layers of ATT&CK Navigator. Unknown properties are refused, as the tools do or as
 * STIX asks of objects without extensions.
 */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const id = (...types: string[]) => ({ type: 'string', pattern: `^(${types.join('|')})--${UUID}$` });
const ids = (...types: string[]) => ({ type: 'array', items: id(...types), minItems: 1, uniqueItems: true });
const time = { type: 'string', pattern: '^\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d(\\.\\d+)?Z$' };
const text = { type: 'string', minLength: 1 };

const object = (type: string, properties: Record<string, object>, required: readonly string[]) => ({
  type: 'object',
  properties: { type: { const: type }, spec_version: { const: '2.1' }, id: id(type), ...properties },
  required: ['type', 'spec_version', 'id', ...required],
  additionalProperties: false,
});

const observable = object;
const domain = (type: string, properties: Record<string, object>, required: readonly string[]) =>
  object(type, { created_by_ref: id('identity'), created: time, modified: time, ...properties }, [
    'created',
    'modified',
    ...required,
  ]);

const OBSERVABLES = ['ipv4-addr', 'ipv6-addr', 'autonomous-system', 'user-account', 'domain-name', 'file'];
const ABOUT = ['observed-data', 'attack-pattern', 'indicator', 'identity'];

const STIX = {
  type: 'object',
  properties: {
    type: { const: 'bundle' },
    id: id('bundle'),
    objects: {
      type: 'array',
      items: {
        oneOf: [
          domain('identity', { name: text, identity_class: text }, ['name']),
          domain(
            'attack-pattern',
            {
              name: text,
              external_references: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  properties: {
                    source_name: { const: 'mitre-attack' },
                    external_id: { type: 'string', pattern: '^T\\d{4}(\\.\\d{3})?$' },
                    url: { type: 'string', pattern: '^https://attack\\.mitre\\.org/techniques/T[\\d/]+$' },
                  },
                  required: ['source_name', 'external_id'],
                  additionalProperties: false,
                },
              },
            },
            ['name', 'external_references'],
          ),
          domain(
            'observed-data',
            {
              first_observed: time,
              last_observed: time,
              number_observed: { type: 'integer', minimum: 1, maximum: 999_999_999 },
              object_refs: ids(...OBSERVABLES),
            },
            ['first_observed', 'last_observed', 'number_observed', 'object_refs'],
          ),
          domain('note', { abstract: text, content: text, object_refs: ids(...ABOUT) }, [
            'content',
            'object_refs',
          ]),
          domain(
            'indicator',
            {
              name: text,
              indicator_types: {
                type: 'array',
                minItems: 1,
                items: { enum: ['anomalous-activity', 'malicious-activity'] },
              },
              pattern: text,
              pattern_type: { const: 'stix' },
              valid_from: time,
            },
            ['pattern', 'pattern_type', 'valid_from'],
          ),
          domain(
            'relationship',
            {
              relationship_type: { const: 'indicates' },
              source_ref: id('indicator'),
              target_ref: id('attack-pattern'),
            },
            ['relationship_type', 'source_ref', 'target_ref'],
          ),
          domain(
            'report',
            {
              name: text,
              description: text,
              report_types: { type: 'array', minItems: 1, items: { const: 'observed-data' } },
              published: time,
              object_refs: ids(...OBSERVABLES, ...ABOUT, 'note', 'relationship'),
            },
            ['name', 'published', 'object_refs'],
          ),
          observable('ipv4-addr', { value: text, belongs_to_refs: ids('autonomous-system') }, ['value']),
          observable('ipv6-addr', { value: text, belongs_to_refs: ids('autonomous-system') }, ['value']),
          observable('autonomous-system', { number: { type: 'integer', minimum: 0 }, name: text }, [
            'number',
          ]),
          observable('domain-name', { value: text }, ['value']),
          {
            ...observable('user-account', { user_id: text, account_login: text, account_type: text }, []),
            anyOf: [{ required: ['user_id'] }, { required: ['account_login'] }],
          },
          observable(
            'file',
            {
              hashes: {
                type: 'object',
                minProperties: 1,
                properties: {
                  MD5: { type: 'string', pattern: '^[0-9a-f]{32}$' },
                  'SHA-1': { type: 'string', pattern: '^[0-9a-f]{40}$' },
                  'SHA-256': { type: 'string', pattern: '^[0-9a-f]{64}$' },
                },
                additionalProperties: false,
              },
            },
            ['hashes'],
          ),
        ],
      },
    },
  },
  required: ['type', 'id', 'objects'],
  additionalProperties: false,
};

const named = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: names,
  additionalProperties: false,
});

const LAYER = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    versions: {
      type: 'object',
      properties: {
        attack: { type: 'string' },
        navigator: { type: 'string', pattern: '^(4\\.9|[5-9]\\.\\d+)\\.\\d+$' },
        layer: { const: '4.5' },
      },
      required: ['navigator', 'layer'],
      additionalProperties: false,
    },
    domain: { enum: ['enterprise-attack', 'mobile-attack', 'ics-attack'] },
    description: { type: 'string' },
    sorting: { enum: [0, 1, 2, 3] },
    layout: {
      type: 'object',
      properties: {
        layout: { enum: ['side', 'flat', 'mini'] },
        showID: { type: 'boolean' },
        showName: { type: 'boolean' },
        expandedSubtechniques: { enum: ['none', 'all', 'annotated'] },
      },
      additionalProperties: false,
    },
    techniques: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          techniqueID: { type: 'string', pattern: '^T\\d{4}(\\.\\d{3})?$' },
          tactic: { type: 'string' },
          comment: { type: 'string' },
          enabled: { type: 'boolean' },
          score: { type: 'number' },
          color: { type: 'string' },
          metadata: { type: 'array', items: named('name', 'value') },
          links: { type: 'array', items: named('label', 'url') },
          showSubtechniques: { type: 'boolean' },
        },
        required: ['techniqueID'],
        additionalProperties: false,
      },
    },
    gradient: {
      type: 'object',
      properties: {
        colors: { type: 'array', minItems: 2, items: { type: 'string', pattern: '^#[0-9a-f]{6}$' } },
        minValue: { type: 'number' },
        maxValue: { type: 'number' },
      },
      required: ['colors', 'minValue', 'maxValue'],
      additionalProperties: false,
    },
  },
  required: ['name', 'domain'],
  additionalProperties: false,
};

const compiled = (schema: object) => new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
export const isStix = compiled(STIX);
export const isLayer = compiled(LAYER);
