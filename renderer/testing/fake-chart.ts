/** In place of the chart, which draws on a canvas: the tests have none. What it is given is tested by itself. */
export class FakeChart {
  static paths = { bars: () => () => null };
  setSize = () => undefined;
  destroy = () => undefined;
}
