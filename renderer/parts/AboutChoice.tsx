import { Button } from '@blueprintjs/core';
import type { AboutEntity } from '../../shared/about-entity.ts';
import { setQuery } from '../app/route.ts';
import { text } from '../text.ts';
import { EntityLink } from './EntityLink.tsx';

/** That a list of findings or verdicts holds those of one entity alone, and the way back to all. */
export function AboutChoice({ about }: { about: AboutEntity | undefined }) {
  if (!about) return null;
  const { entity, how } = about;
  return (
    <p className="row-gap" data-testid="about-choice">
      <span className="muted">{text.state.about.only[how === 'citing' ? 'citing' : 'all']}</span>
      <EntityLink entity={entity} longest={34} />
      {entity.kind === 'person' && how !== 'citing' && (
        <span className="muted">{text.state.about.person[how]}</span>
      )}
      <Button
        size="small"
        variant="minimal"
        text={text.state.about.everything}
        onClick={() => setQuery({ about: null, how: null }, 'replace')}
      />
    </p>
  );
}
