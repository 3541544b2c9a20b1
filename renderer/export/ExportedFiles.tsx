import type { ExportedFile } from '../../shared/exports.ts';
import { bytes } from '../format/number.ts';
import { text } from '../text.ts';
import { Term } from '../parts/Term.tsx';

const SHOWN = 20;

/** What was written, with the hash that an examiner compares; of many files the last, which lists them all. */
export function ExportedFiles({ files }: { files: readonly ExportedFile[] }) {
  const shown = files.length > SHOWN ? files.slice(-1) : files;
  return (
    <div className="export-done" data-testid="exported" role="status">
      <p>{text.export.done(files.length)}</p>
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
              <td>{name === '' ? text.export.theFile : name}</td>
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
