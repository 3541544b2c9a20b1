import type { ScorePart } from '../../shared/model.ts';
import { points } from '../format/number.ts';
import { text } from '../text.ts';

/** The parts of a score and their sum; what the bounds of 0 and 100 cut off is a part too. */
export function ScoreParts({ parts, total }: { parts: readonly ScorePart[]; total: number }) {
  const cut = total - parts.reduce((sum, part) => sum + part.points, 0);
  return (
    <table className="table">
      <tbody>
        {parts.map((part, at) => (
          <tr key={at}>
            <td>{part.label}</td>
            <td className="number">{points(part.points)}</td>
          </tr>
        ))}
        {cut !== 0 && (
          <tr>
            <td className="muted">{text.verdicts.limited}</td>
            <td className="number">{points(cut)}</td>
          </tr>
        )}
        <tr className="total">
          <td>{text.findings.total}</td>
          <td className="number">{total}</td>
        </tr>
      </tbody>
    </table>
  );
}
