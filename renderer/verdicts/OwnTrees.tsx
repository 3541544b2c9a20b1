import { useEngine } from '../app/engine-context.ts';
import { href } from '../app/route.ts';
import { OwnFiles } from '../own-files/OwnFiles.tsx';
import { Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { useOwnTrees, useRemoveTree, useSaveTrees } from './own-trees.ts';
import { Tabs } from './Tabs.tsx';

const words = text.verdicts.ownTrees;

/** Trees that the case keeps, each version, and the way to write or import others. */
export function OwnTrees() {
  const engine = useEngine();
  const trees = useOwnTrees();
  const saving = useSaveTrees();
  const removal = useRemoveTree();
  return (
    <div className="page">
      <div className="page-head">
        <Tabs tab="own" />
        <h1>{words.title}</h1>
        <p>{words.help}</p>
      </div>
      <Loaded query={trees}>
        {(list) => (
          <OwnFiles
            kind={{
              words,
              id: 'own-tree',
              saving: saving.isPending,
              save: saving.mutateAsync,
              template: () => engine.trees.own.template({}),
              kept: list.map(({ id, title, version, current, ...tree }) => ({
                ...tree,
                key: `${id}-${version}`,
                title,
                link: current ? <a href={href(['verdicts'])}>{title}</a> : title,
                tag: current ? words.version(version) : words.earlier(version),
                removing: removal.isPending && removal.variables === id,
                remove: current ? () => removal.mutateAsync(id) : null,
              })),
            }}
          />
        )}
      </Loaded>
    </div>
  );
}
