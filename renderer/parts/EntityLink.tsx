import {
  Application,
  Applications,
  Barcode,
  Console,
  Cube,
  Desktop,
  Globe,
  GlobeNetwork,
  Key,
  IdNumber,
  Link as LinkIcon,
  MobilePhone,
  Person,
  type SVGIconProps,
} from '@blueprintjs/icons';
import type { ComponentType } from 'react';
import type { Entity, EntityKind } from '../../shared/model.ts';
import { entityHref } from '../app/route.ts';
import { shorten } from '../format/shorten.ts';
import { text } from '../text.ts';
import { hoverCardOf, subjectOfEntity } from './hover-card.ts';

const ICONS: Record<EntityKind, ComponentType<SVGIconProps>> = {
  user: Person,
  access_key: Key,
  principal: Cube,
  session: LinkIcon,
  address: Globe,
  client: Application,
  application: Applications,
  device: MobilePhone,
  host: Desktop,
  domain: GlobeNetwork,
  file_hash: Barcode,
  command_line: Console,
  person: IdNumber,
};

export function EntityIcon({ kind, size = 14 }: { kind: EntityKind; size?: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} className="entity-icon" title={text.entityKind[kind]} />;
}

/** What tells a principal from others is the end of its ARN: `web-frontend/i-0abc`. The whole is in the title. */
export function entityLabel({ kind, value }: Entity, longest: number): string {
  const name =
    kind === 'principal' ? value.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:assumed-role\/)?/, '') : value;
  return shorten(name || value, longest);
}

export function EntityLink({ entity, longest = 48 }: { entity: Entity; longest?: number }) {
  const subject = subjectOfEntity(entity);
  return (
    <a
      className="entity-link"
      href={entityHref(entity)}
      title={subject ? undefined : entity.value}
      {...hoverCardOf(subject)}
    >
      <EntityIcon kind={entity.kind} /> <span>{entityLabel(entity, longest)}</span>
    </a>
  );
}

/** The same without a link, where the row around it is one. */
export function EntityName({ entity, longest = 40 }: { entity: Entity; longest?: number }) {
  const subject = subjectOfEntity(entity);
  return (
    <span className="entity-link" title={subject ? undefined : entity.value} {...hoverCardOf(subject)}>
      <EntityIcon kind={entity.kind} /> <span>{entityLabel(entity, longest)}</span>
    </span>
  );
}
