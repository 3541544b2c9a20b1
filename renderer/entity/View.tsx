import { Button } from '@blueprintjs/core';
import { Duplicate } from '@blueprintjs/icons';
import { AboutPanel } from '../about/AboutPanel.tsx';
import type { AboutEntity } from '../../shared/about-entity.ts';
import type { EntityPage } from '../../shared/contract.ts';
import type { Entity, EntityKind } from '../../shared/model.ts';
import { useCopying } from '../export/copying.ts';
import { TableExport } from '../export/TableExport.tsx';
import { aboutHref, timelineHref } from '../app/route.ts';
import { FindingRow } from '../findings/FindingRow.tsx';
import { count, percent } from '../format/number.ts';
import { ENTITY_COLUMNS, entityFilter, sharingFilter } from '../../shared/entities.ts';
import { Marks } from '../marks/Marks.tsx';
import { entitySubject } from '../marks/subjects.ts';
import { EntityIcon, EntityLink } from '../parts/EntityLink.tsx';
import { addFilter, isFilter } from '../parts/filters.ts';
import { Growing, SMALL_STEP } from '../parts/Growing.tsx';
import { Figure, Panel, Tag } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { Compare } from '../compare/Compare.tsx';
import { LanesPanel } from '../lanes/LanesPanel.tsx';
import { PlacesPanel } from '../map/PlacesPanel.tsx';
import { ProfilesPanel } from '../profiles/ProfilesPanel.tsx';
import { AskLinks } from '../questions/AskLinks.tsx';
import { columnTitle, datasetHelp, datasetTitle, text } from '../text.ts';
import { VerdictRow } from '../verdicts/VerdictRow.tsx';
import { Actions } from './Actions.tsx';
import { Addresses } from './Addresses.tsx';
import { Holders } from './Holders.tsx';
import { Identity } from './Identity.tsx';
import { LineagePanel } from './Lineage.tsx';
import { useEntity } from './queries.ts';
import '../findings/findings.css';
import './entity.css';

export function EntityView({ entity }: { entity: Entity }) {
  const page = useEntity(entity);
  return (
    <div className="page" data-testid="entity-page">
      <Loaded query={page}>{(data) => <Content page={data} />}</Loaded>
    </div>
  );
}

/** Entities that are somebody's names … */
const NAMING: ReadonlySet<EntityKind> = new Set<EntityKind>(['user', 'principal', 'person']);
/** … and that use keys. */
const HOLDING: ReadonlySet<EntityKind> = new Set<EntityKind>([...NAMING, 'access_key', 'session']);

function Content({ page }: { page: EntityPage }) {
  return (
    <>
      <Head entity={page.entity} />
      <Marks subject={entitySubject(page.entity)} />
      <Elsewhere page={page} />
      {page.events === 0 ? (
        <>
          <Empty title={text.entity.notFound} />
          <Holders page={page} />
          <Citing page={page} />
        </>
      ) : (
        <>
          <Facts page={page} />
          <AboutPanel entity={page.entity} />
          {NAMING.has(page.entity.kind) && <Identity entity={page.entity} />}
          <AskLinks entity={page.entity} />
          <Compare entity={page.entity} from={null} to={page.last_timestamp} />
          <LanesPanel
            of="entity"
            own={[entityFilter(page.entity)]}
            findings={page.findings}
            verdicts={page.verdicts}
          />
          <ProfilesPanel entity={page.entity} />
          <PlacesPanel entity={page.entity} />
          <Addresses page={page} />
          <Holders page={page} />
          {HOLDING.has(page.entity.kind) && <LineagePanel entity={page.entity} />}
          <div className="columns">
            <div className="span-6 stack-panels">
              <Findings page={page} />
              <Verdicts page={page} />
              <Citing page={page} />
            </div>
            <div className="span-6 stack-panels">
              <Related page={page} />
              <Actions page={page} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

function Head({ entity }: { entity: Entity }) {
  const { copyOne, isRedacted } = useCopying();
  return (
    <div className="page-head entity-head">
      <EntityIcon kind={entity.kind} size={20} />
      <div>
        <div className="muted">{text.entityKind[entity.kind]}</div>
        <h1>{entity.value}</h1>
      </div>
      <Button
        size="small"
        variant="minimal"
        icon={<Duplicate />}
        aria-label={isRedacted ? text.value.copyRedacted : text.value.copy}
        onClick={() => copyOne({ text: entity.value })}
      />
      <span className="spring" />
      <TableExport asked={{ table: 'entity', entity: { kind: entity.kind, value: entity.value } }} />
      <a className="bp6-button bp6-intent-primary bp6-small" href={timelineHref([entityFilter(entity)])}>
        {text.entity.timeline}
      </a>
    </div>
  );
}

function Facts({ page }: { page: EntityPage }) {
  const own = entityFilter(page.entity);
  return (
    <Panel title={text.entity.facts}>
      <div className="figures">
        <Figure name={text.entity.events} title={text.term.record}>
          <a href={timelineHref([own])}>{count(page.events)}</a>
        </Figure>
        <Figure name={text.entity.failures} title={text.term.failure}>
          <a href={timelineHref(addFilter([own], isFilter('event_outcome', 'failure')))}>
            {count(page.failures)}
          </a>{' '}
          <small className="muted">{page.events > 0 ? percent(page.failures / page.events) : ''}</small>
        </Figure>
        <Figure name={text.entity.first}>
          <small>
            <Time iso={page.first_timestamp} />
          </small>
        </Figure>
        <Figure name={text.entity.last}>
          <small>
            <Time iso={page.last_timestamp} />
          </small>
        </Figure>
        <Figure name={text.entity.sources}>
          <span className="row-gap sources">
            {page.datasets.map((each) => (
              <a
                key={each.event_dataset}
                href={timelineHref(addFilter([own], isFilter('event_dataset', each.event_dataset)))}
                title={datasetHelp(each.event_dataset)}
              >
                {datasetTitle(each.event_dataset)} <small className="muted">{count(each.events)}</small>
              </a>
            ))}
          </span>
        </Figure>
      </div>
    </Panel>
  );
}

function Findings({ page }: { page: EntityPage }) {
  return (
    <Panel title={text.entity.findings} flush>
      {page.findings.length === 0 ? (
        <p className="panel-body muted">{text.entity.findingsNone}</p>
      ) : (
        <>
          <Growing items={page.findings} step={SMALL_STEP}>
            {(finding) => <FindingRow key={finding.finding_id} finding={finding} />}
          </Growing>
          <All list="findings" page={page} how="all" of={page.findings_total} shown={page.findings.length} />
        </>
      )}
    </Panel>
  );
}

function Verdicts({ page }: { page: EntityPage }) {
  return (
    <Panel title={text.entity.verdicts} flush>
      {page.verdicts.length === 0 ? (
        <p className="panel-body muted">{text.entity.verdictsNone}</p>
      ) : (
        <>
          <Growing items={page.verdicts} step={SMALL_STEP}>
            {(verdict) => <VerdictRow key={verdict.verdict_id} verdict={verdict} />}
          </Growing>
          <All list="verdicts" page={page} how="all" of={page.verdicts_total} shown={page.verdicts.length} />
        </>
      )}
    </Panel>
  );
}

interface AllProps {
  list: 'findings' | 'verdicts';
  page: EntityPage;
  how: AboutEntity['how'];
  of: number;
  shown: number;
}

/** How many there are, where the page does not have them all that is said too, and the way to the list of them. */
function All({ list, page: { entity }, how, of, shown }: AllProps) {
  if (of === 0) return null;
  return (
    <a className="panel-more" href={aboutHref(list, { entity, how }, list === 'findings' ? MUTED : {})}>
      {text.entity.all[list](of, shown)} →
    </a>
  );
}

/** The page has the muted ones too. */
const MUTED = { muted: 'shown' };

/** The same name where it stands for something that another did, and the way to all records that share it. */
function Elsewhere({ page }: { page: EntityPage }) {
  if (page.elsewhere.length === 0) return null;
  return (
    <Panel title={text.entity.elsewhere} hint={text.entity.elsewhereHelp} testId="elsewhere">
      <div className="row-gap">
        {page.elsewhere.map(({ column, events }) => (
          <a key={column} href={timelineHref([isFilter(column, page.entity.value)])}>
            {columnTitle(column)} <small className="muted">{count(events)}</small>
          </a>
        ))}
        <a href={timelineHref([sharingFilter(page.entity)])}>{text.entity.everything} →</a>
      </div>
    </Panel>
  );
}

function Citing({ page }: { page: EntityPage }) {
  if (page.citing_findings.length + page.citing_verdicts.length === 0) return null;
  return (
    <Panel title={text.entity.citing} flush>
      <Growing items={page.citing_findings} step={SMALL_STEP}>
        {(finding) => <FindingRow key={finding.finding_id} finding={finding} />}
      </Growing>
      <All
        list="findings"
        page={page}
        how="citing"
        of={page.citing_findings_total}
        shown={page.citing_findings.length}
      />
      <Growing items={page.citing_verdicts} step={SMALL_STEP}>
        {(verdict) => <VerdictRow key={verdict.verdict_id} verdict={verdict} />}
      </Growing>
      <All
        list="verdicts"
        page={page}
        how="citing"
        of={page.citing_verdicts_total}
        shown={page.citing_verdicts.length}
      />
    </Panel>
  );
}

function Related({ page }: { page: EntityPage }) {
  return (
    <Panel title={text.entity.related} flush>
      {page.related.length === 0 ? (
        <p className="panel-body muted">{text.entity.relatedNone}</p>
      ) : (
        <table className="table">
          <tbody>
            <Growing items={page.related} step={SMALL_STEP} across={3}>
              {({ entity, events }) => (
                <tr key={`${entity.kind} ${entity.value}`}>
                  <td className="kind">
                    <Tag title={text.entityKindMeaning[entity.kind]}>{text.entityKind[entity.kind]}</Tag>
                  </td>
                  <td>
                    <EntityLink entity={entity} longest={38} />
                  </td>
                  <td className="number">
                    <a
                      href={timelineHref(
                        addFilter(
                          [entityFilter(page.entity)],
                          isFilter(ENTITY_COLUMNS[entity.kind][0], entity.value),
                        ),
                      )}
                    >
                      {count(events)}
                    </a>
                  </td>
                </tr>
              )}
            </Growing>
          </tbody>
        </table>
      )}
    </Panel>
  );
}
