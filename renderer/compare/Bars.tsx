import type { Comparison } from '../../shared/compare.ts';
import { count } from '../format/number.ts';
import { timeText } from '../format/zone.ts';
import { text } from '../text.ts';

const WIDTH = 1000;
const HEIGHT = 120;

/** Now as bars, what is usual as a line with its range, unknown slices hatched. The table beside it has the same figures. */
export function Bars({ comparison }: { comparison: Comparison }) {
  const { rows, measure } = comparison;
  const most = Math.max(
    1,
    ...rows.flatMap(({ now, shifted, maximum }) => [
      now.value ?? 0,
      maximum ?? 0,
      ...shifted.map((cell) => cell.value ?? 0),
    ]),
  );
  const step = WIDTH / Math.max(1, rows.length);
  const y = (value: number) => HEIGHT - (value / most) * (HEIGHT - 4);
  return (
    <svg
      className="compare-bars"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      data-picture={text.compare.title}
      role="img"
      aria-label={text.compare.chart(text.compare.measures[measure])}
    >
      {rows.map((row, at) => {
        const x = at * step;
        const { value } = row.now;
        return (
          <g key={row.start}>
            <title>{`${timeText(row.start)}: ${value === null ? text.compare.unknown : count(value)}`}</title>
            {value === null ? (
              <rect className="unknown" x={x} y={0} width={step * 0.9} height={HEIGHT} />
            ) : (
              <rect className="now" x={x} y={y(value)} width={step * 0.9} height={HEIGHT - y(value)} />
            )}
            {row.minimum !== null && row.maximum !== null && (
              <rect
                className="range"
                x={x}
                y={y(row.maximum)}
                width={step * 0.9}
                height={Math.max(1.5, y(row.minimum) - y(row.maximum))}
              />
            )}
            {row.average !== null && (
              <line className="average" x1={x} x2={x + step * 0.9} y1={y(row.average)} y2={y(row.average)} />
            )}
          </g>
        );
      })}
    </svg>
  );
}
