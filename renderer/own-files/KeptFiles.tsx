import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { Panel, Tag } from '../parts/Panel.tsx';
import type { OwnWords } from '../text.ts';

/** A hunt or a version of a tree that the case keeps. */
export interface KeptFile {
  key: string;
  title: string;
  /** The title, where it leads somewhere. */
  link: ReactNode;
  file: string;
  tag: string;
  sha256: string;
  text: string;
  problem: string | null;
  removing: boolean;
  /** Nothing where it goes with another. */
  remove: (() => Promise<unknown>) | null;
}

interface KeptFilesProps {
  kept: readonly KeptFile[];
  words: OwnWords;
  testId: string;
  onShow: (text: string) => void;
}

/** What the case keeps, each with the ways to see, to save and to remove it. */
export function KeptFiles({ kept, words, testId, onShow }: KeptFilesProps) {
  return (
    <Panel title={words.kept(kept.length)} flush testId={testId}>
      {kept.length === 0 && <p className="panel-body muted">{words.none}</p>}
      {kept.map((one) => (
        <Kept key={one.key} one={one} words={words} onShow={onShow} />
      ))}
    </Panel>
  );
}

function Kept({ one, words, onShow }: { one: KeptFile } & Pick<KeptFilesProps, 'words' | 'onShow'>) {
  const host = useHost();
  const { remove, title } = one;
  const save = async () => {
    if (await host.saveText(`${one.key}.yaml`, one.text)) tell(words.exported(title));
  };
  // The mutation tells its own problems.
  const takeOut = () =>
    void remove?.().then(
      () => tell(words.removed(title)),
      () => undefined,
    );
  return (
    <div className="kept-file">
      <div>
        {one.problem === null ? one.link : title}
        <div className="muted">{one.file}</div>
        {one.problem !== null && <p className="not-run">{one.problem}</p>}
      </div>
      <Tag title={words.markHelp(one.sha256)}>{one.tag}</Tag>
      <Button size="small" variant="minimal" text={words.show} onClick={() => onShow(one.text)} />
      <Button
        size="small"
        variant="minimal"
        text={words.export}
        onClick={() => void save().catch(tellProblem)}
      />
      {remove ? (
        <Button
          size="small"
          variant="minimal"
          icon={<Cross />}
          aria-label={words.remove(title)}
          loading={one.removing}
          onClick={takeOut}
        />
      ) : (
        <span />
      )}
    </div>
  );
}
