import type { Entity } from '../../shared/model.ts';
import { KEY_ORIGINS, type Issuance, type Lineage, type LineageKey } from '../../shared/lineage.ts';
import { timelineHref } from '../app/route.ts';
import { EntityLink } from '../parts/EntityLink.tsx';
import { isFilter } from '../parts/filters.ts';
import { TableExport } from '../export/TableExport.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time, TimeRange } from '../parts/Time.tsx';
import { Value } from '../parts/Value.tsx';
import { datasetTitle, text } from '../text.ts';
import { Records } from './Identity.tsx';
import { useLineage } from './queries.ts';

/** The credentials of an entity as a list of lists: what was issued with a key stands below it. */
export function LineagePanel({ entity }: { entity: Entity }) {
  const query = useLineage(entity);
  if (query.data && query.data.keys.length === 0) return null;
  return (
    <Panel
      title={text.lineage.title}
      hint={text.lineage.help}
      testId="lineage"
      actions={<TableExport asked={{ table: 'lineage', entity }} />}
    >
      <Loaded query={query}>{(data) => <Tree lineage={data} />}</Loaded>
    </Panel>
  );
}

interface Branch {
  key: LineageKey;
  branches: Branch[];
}

/** The keys come in the order of the chain: a key whose issuer stands before it hangs on that one. */
function branchesOf(keys: readonly LineageKey[]): Branch[] {
  const roots: Branch[] = [];
  const known = new Map<string, Branch>();
  for (const key of keys) {
    const branch: Branch = { key, branches: [] };
    known.set(key.access_key_id, branch);
    const above = known.get(key.issuance?.by_access_key_id ?? '');
    (above && above !== branch ? above.branches : roots).push(branch);
  }
  return roots;
}

function Tree({ lineage }: { lineage: Lineage }) {
  return (
    <>
      <Branches branches={branchesOf(lineage.keys)} label={text.lineage.title} />
      {lineage.notes.map((note) => (
        <p key={note} className="muted">
          {text.lineage.note(note)}
        </p>
      ))}
    </>
  );
}

function Branches({ branches, label }: { branches: readonly Branch[]; label: string }) {
  return (
    <ul className="lineage" aria-label={label}>
      {branches.map(({ key, branches: below }) => (
        <li key={key.access_key_id}>
          <Key of={key} />
          {below.length > 0 && (
            <Branches branches={below} label={text.lineage.issuedWith(key.access_key_id)} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Key({ of: key }: { of: LineageKey }) {
  const own = isFilter('access_key_id', key.access_key_id);
  return (
    <div className={`lineage-key${key.step === 0 ? ' asked' : ''}`}>
      <div className="row-gap">
        <EntityLink entity={{ kind: 'access_key', value: key.access_key_id }} />
        {key.step === 0 && <span className="badge bare">{text.lineage.asked}</span>}
        <span>
          <a href={timelineHref([own])}>{text.lineage.uses(key.uses)}</a>
          {key.failures > 0 && (
            <>
              {', '}
              <a href={timelineHref([own, isFilter('event_outcome', 'failure')])}>
                {text.lineage.failures(key.failures)}
              </a>
            </>
          )}
        </span>
        {key.first_use !== null && <TimeRange from={key.first_use} to={key.last_use} />}
        <span className="muted">{key.datasets.map(datasetTitle).join(', ')}</span>
        <Records refs={key.records} />
      </div>
      {key.issuance ? <Issued by={key.issuance} /> : <p className="muted">{KEY_ORIGINS[key.origin]}</p>}
      {key.beginning && (
        <p>
          {text.lineage.beginning(key.beginning.event_action ?? '')} <Time iso={key.beginning.timestamp} />{' '}
          <Records refs={[key.beginning]} />
        </p>
      )}
      <Used by={key} />
      {key.attempts > 0 && (
        <p>
          {text.lineage.attempts(key.attempts)} <Records refs={key.attempt_records} />
        </p>
      )}
    </div>
  );
}

function Issued({ by }: { by: Issuance }) {
  return (
    <p className="row-gap">
      <span>
        {text.lineage.issued} <strong>{by.event_action}</strong> <Time iso={by.timestamp} />
      </span>
      {by.by_person !== null ? (
        <EntityLink entity={{ kind: 'person', value: by.by_person }} />
      ) : (
        by.by_user_name !== null && <EntityLink entity={{ kind: 'user', value: by.by_user_name }} />
      )}
      {by.by_principal_arn !== null && (
        <EntityLink entity={{ kind: 'principal', value: by.by_principal_arn }} />
      )}
      {by.source_address !== null && <Value column="source_address" value={by.source_address} />}
      {by.role_arn !== null && (
        <span>
          {text.lineage.role} <Value column="resource_name" value={by.role_arn} longest={60} />
        </span>
      )}
      <Records refs={by.records} />
    </p>
  );
}

const SHOWN = 3;

function Used({ by: key }: { by: LineageKey }) {
  if (key.principal_arns.length === 0 && key.addresses_total === 0) return null;
  return (
    <p className="row-gap">
      <span className="muted">{text.lineage.usedBy}</span>
      {key.principal_arns.slice(0, SHOWN).map((arn) => (
        <EntityLink key={arn} entity={{ kind: 'principal', value: arn }} />
      ))}
      {key.source_addresses.slice(0, SHOWN).map((address) => (
        <Value key={address} column="source_address" value={address} />
      ))}
      {key.addresses_total > SHOWN && (
        <span className="muted">{text.lineage.moreAddresses(key.addresses_total - SHOWN)}</span>
      )}
    </p>
  );
}
