import { Button, TextArea } from '@blueprintjs/core';
import { useRef, useState, type ChangeEvent } from 'react';
import type { HuntFile, HuntProblem } from '../../shared/own-hunts.ts';
import { useEngine } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { DropZone } from '../parts/DropZone.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { KeptHunts } from './KeptHunts.tsx';
import { useSaveHunts } from './queries.ts';
import { SigmaPanel } from './Sigma.tsx';

const words = text.hunts.own;
const YAML = /\.ya?ml$/i;

/** Hunts that the case keeps: written or imported here, with every mistake at its place. */
export function OwnHunts() {
  const engine = useEngine();
  const saving = useSaveHunts();
  const [typed, setTyped] = useState('');
  const [problems, setProblems] = useState<readonly HuntProblem[]>([]);

  const save = async (files: HuntFile[]) => {
    const done = await saving.mutateAsync(files);
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
  const begin = async () => setTyped((await engine.hunts.own.template({})).text);
  return (
    <article className="detail-body" data-testid="own-hunts">
      <header className="detail-head">
        <h2>{words.title}</h2>
        <p className="lead">{words.help}</p>
      </header>
      <div className="stack-panels">
        <Panel title={words.write}>
          <div className="stack wide">
            <DropZone
              title={words.drop}
              help={words.dropHelp}
              disabled={saving.isPending}
              onDrop={(data) => quietly(read(data.files))}
            >
              <Choose onFiles={(files) => quietly(read(files))} disabled={saving.isPending} />
            </DropZone>
            <TextArea
              fill
              rows={16}
              className="own-hunt-text"
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
                loading={saving.isPending}
                onClick={() => quietly(save([{ name: words.pasted, text: typed }]))}
              />
              <Button
                variant="minimal"
                text={words.template}
                disabled={saving.isPending}
                onClick={() => void begin().catch(tellProblem)}
              />
            </div>
          </div>
        </Panel>
        {problems.length > 0 && <Problems problems={problems} />}
        <KeptHunts onShow={setTyped} />
        <SigmaPanel />
      </div>
    </article>
  );
}

/** A file of a chosen folder has its path in it. */
const fileOf = async (file: File): Promise<HuntFile> => ({
  name: file.webkitRelativePath || file.name,
  text: await file.text(),
});

function Choose({ onFiles, disabled }: { onFiles: (files: FileList) => void; disabled: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const { files: list } = event.currentTarget;
    if (list && list.length > 0) onFiles(list);
    event.currentTarget.value = '';
  };
  return (
    <div className="row-gap">
      <Button size="small" text={words.choose} disabled={disabled} onClick={() => files.current?.click()} />
      <Button
        size="small"
        text={words.chooseFolder}
        disabled={disabled}
        onClick={() => folder.current?.click()}
      />
      <input
        ref={files}
        type="file"
        accept=".yml,.yaml"
        multiple
        hidden
        data-testid="own-hunt-files"
        onChange={chosen}
      />
      <input ref={folder} type="file" multiple hidden {...{ webkitdirectory: '' }} onChange={chosen} />
    </div>
  );
}

function Problems({ problems }: { problems: readonly HuntProblem[] }) {
  return (
    <Panel title={words.problems(problems.length)} hint={words.problemsHelp} flush>
      <table className="table own-hunt-problems" role="alert" data-testid="own-hunt-problems">
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
