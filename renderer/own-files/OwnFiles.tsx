import { Button, TextArea } from '@blueprintjs/core';
import { useRef, useState, type ChangeEvent } from 'react';
import type { FileProblem, OwnFile } from '../../shared/own-files.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { DropZone } from '../parts/DropZone.tsx';
import { Panel } from '../parts/Panel.tsx';
import type { OwnWords } from '../text.ts';
import { KeptFiles, type KeptFile } from './KeptFiles.tsx';
import './own-files.css';

const YAML = /\.ya?ml$/i;

/** What files become here: hunts or trees. */
export interface OwnKind {
  words: OwnWords;
  /** The beginning of the test ids. */
  id: 'own-hunt' | 'own-tree';
  saving: boolean;
  save: (files: OwnFile[]) => Promise<{ problems: FileProblem[]; saved: string[] }>;
  template: () => Promise<{ text: string }>;
  kept: readonly KeptFile[];
}

/** What the case keeps of a person's own: written or imported here, with every mistake at its place. */
export function OwnFiles({ kind }: { kind: OwnKind }) {
  const { words, id, saving } = kind;
  const [typed, setTyped] = useState('');
  const [problems, setProblems] = useState<readonly FileProblem[]>([]);

  const save = async (files: OwnFile[]) => {
    const done = await kind.save(files);
    setProblems(done.problems);
    if (done.saved.length > 0) tell(words.saved(done.saved.length));
  };
  const read = async (list: FileList) => {
    const files = [...list].filter((file) => YAML.test(file.name));
    if (files.length === 0) return tell(words.noFiles);
    await save(await Promise.all(files.map(fileOf)));
  };
  // The mutation tells its own problems.
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);
  const begin = async () => setTyped((await kind.template()).text);
  return (
    <div className="stack-panels" data-testid={`${id}s`}>
      <Panel title={words.write}>
        <div className="stack wide">
          <DropZone
            title={words.drop}
            help={words.dropHelp}
            disabled={saving}
            onDrop={(data) => quietly(read(data.files))}
          >
            <Choose kind={kind} onFiles={(files) => quietly(read(files))} />
          </DropZone>
          <TextArea
            fill
            rows={16}
            className="own-file-text"
            aria-label={words.text}
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className="row-gap">
            <Button
              intent="primary"
              text={words.save}
              disabled={typed.trim() === ''}
              loading={saving}
              onClick={() => quietly(save([{ name: words.pasted, text: typed }]))}
            />
            <Button
              variant="minimal"
              text={words.template}
              disabled={saving}
              onClick={() => void begin().catch(tellProblem)}
            />
          </div>
        </div>
      </Panel>
      {problems.length > 0 && <Problems problems={problems} kind={kind} />}
      <KeptFiles kept={kind.kept} words={words} testId={`kept-${id.slice(4)}s`} onShow={setTyped} />
    </div>
  );
}

/** A file of a chosen folder has its path in it. */
const fileOf = async (file: File): Promise<OwnFile> => ({
  name: file.webkitRelativePath || file.name,
  text: await file.text(),
});

interface ChooseProps {
  kind: OwnKind;
  onFiles: (files: FileList) => void;
}

function Choose({ kind: { words, id, saving }, onFiles }: ChooseProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const { files: list } = event.currentTarget;
    if (list && list.length > 0) onFiles(list);
    event.currentTarget.value = '';
  };
  return (
    <div className="row-gap">
      <Button size="small" text={words.choose} disabled={saving} onClick={() => files.current?.click()} />
      <Button
        size="small"
        text={words.chooseFolder}
        disabled={saving}
        onClick={() => folder.current?.click()}
      />
      <input
        ref={files}
        type="file"
        accept=".yml,.yaml"
        multiple
        hidden
        data-testid={`${id}-files`}
        onChange={chosen}
      />
      <input ref={folder} type="file" multiple hidden {...{ webkitdirectory: '' }} onChange={chosen} />
    </div>
  );
}

function Problems({ problems, kind: { words, id } }: { problems: readonly FileProblem[]; kind: OwnKind }) {
  return (
    <Panel title={words.problems(problems.length)} hint={words.problemsHelp} flush>
      <table className="table own-file-problems" role="alert" data-testid={`${id}-problems`}>
        <thead>
          <tr>
            <th>{words.place}</th>
            <th>{words.mistake}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ file, line, column, message }, at) => (
            <tr key={at}>
              <td className="nowrap">{`${file}:${line}:${column}`}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
