interface Bars {
  /** From one bar to the next. */
  step: number;
  /** Of the bar with most. */
  height: number;
  /** What is there is never lower. */
  least: number;
  /** Where they stand. */
  foot: number;
}

/** All bars of a small chart as one path: a page of fifty charts with a shape for each bar is slow to lay out. */
export function barsPath(counts: readonly number[], { step, height, least, foot }: Bars): string {
  const most = Math.max(1, ...counts);
  const width = round(Math.max(1.5, step - 0.6));
  return counts
    .map((events, at) => {
      if (events === 0) return '';
      const tall = round(Math.max(least, (events / most) * height));
      return `M${round(at * step)} ${foot}v${-tall}h${width}v${tall}z`;
    })
    .join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;
