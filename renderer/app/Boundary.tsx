import { Component, type ReactNode } from 'react';
import { Failed } from '../parts/State.tsx';

interface BoundaryProps {
  /** What is shown; another of it is tried anew. */
  of: string;
  children: ReactNode;
}

interface BoundaryState {
  of: string;
  failed: { cause: unknown } | null;
}

/** A screen that breaks says so, and the rest of the desk stays. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { of: this.props.of, failed: null };

  static getDerivedStateFromError = (cause: unknown): Partial<BoundaryState> => ({ failed: { cause } });

  static getDerivedStateFromProps = (props: BoundaryProps, state: BoundaryState): BoundaryState | null =>
    props.of === state.of ? null : { of: props.of, failed: null };

  override render(): ReactNode {
    const { failed } = this.state;
    if (!failed) return this.props.children;
    return <Failed error={failed.cause} retry={() => this.setState({ failed: null })} />;
  }
}
