import type { MappingLook } from '../../shared/contract.ts';
import { MAPPABLE, Mapping, type Field, type FormKind, type TimeForm } from '../../shared/mapping.ts';

/** Fields that are asked for whether or not a column was found for them. */
const ASKED: readonly string[] = [
  ...['timestamp', 'user_name', 'source_address', 'user_agent_original', 'event_action', 'event_outcome'],
  ...['session_id', 'event_description'],
];

/** The fields that are shown: those asked for, then those that the mapping fills. */
export function shownFields(draft: Mapping, added: readonly string[]): string[] {
  const filled = MAPPABLE.map((column) => column.name).filter(
    (name) => draft.fields[name] || added.includes(name),
  );
  return [...ASKED, ...filled.filter((name) => !ASKED.includes(name))];
}

/** The draft with one field changed; `null` leaves it out. */
export function withField(draft: Mapping, name: string, field: Field | null): Mapping {
  const fields = { ...draft.fields };
  if (field) fields[name] = field;
  else delete fields[name];
  return { ...draft, fields };
}

const ISO: TimeForm = { format: 'iso', offset: '+00:00' };

/** A field that takes the column; what else was said of it stays. */
export function fromColumn(name: string, before: Field | undefined, path: string): Field {
  const { time, outcomes } = before && 'from' in before ? before : {};
  return {
    from: [path],
    ...(name === 'timestamp' ? { time: time ?? ISO } : {}),
    ...(outcomes ? { outcomes } : {}),
  };
}

const isTable = (kind: FormKind) => kind === 'csv' || kind === 'tsv';

/** A mapping of another file, for the file at hand: it has this one's form from now on. */
export function forForm(mapping: Mapping, look: MappingLook): Mapping {
  const here = look.columns.map((column) => column.path);
  const known = !isTable(look.kind) && !isTable(mapping.form.kind) ? mapping.form.columns : [];
  return { ...mapping, form: { kind: look.kind, columns: [...new Set([...here, ...known])] } };
}

/** The first thing that is wrong with a draft, in words. */
export function problemIn(draft: Mapping): string | null {
  const read = Mapping.safeParse(draft);
  return read.success ? null : (read.error.issues[0]?.message ?? null);
}
