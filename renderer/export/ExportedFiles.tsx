import type { ExportedFile } from '../../shared/exports.ts';
import { bytes } from '../format/number.ts';
import { text } from '../text.ts';
import { Term } from '../parts/Term.tsx';

const SHOWN = 20;

/** What was written, with the hash that an examiner compares; of many files the one that lists them all. The archive around them is the last. */
export function ExportedFiles({ files }: { files: readonly ExportedFile[] }) {
  const archives = files.length > 1 && files.at(-1)?.name === '' ? 1 : 0;
  const shown = files.length > SHOWN ? files.slice(-1 - archives) : files;
  return (
    <div className="export-done" data-testid="exported" role="status">
      <p>{text.export.done(files.length - archives)}</p>
      <table className="table">
        <thead>
          <tr>
            <th>{text.export.file}</th>
            <th className="number">{text.export.size}</th>
            <th>
              <Term name="sha256">SHA-256</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, bytes: size, sha256 }) => (
            <tr key={name}>
              <td>{name === '' ? (archives > 0 ? text.export.theArchive : text.export.theFile) : name}</td>
              <td className="number">{bytes(size)}</td>
              <td>
                <code>{sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{text.export.logged}</p>
    </div>
  );
}
