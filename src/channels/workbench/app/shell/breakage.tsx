import type { ReactNode } from 'react';
import { Component } from 'react';
import { Problem } from '../kit/problem.tsx';

/** Keeps a fault of one page from taking the workbench with it. */
export class Breakage extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Problem error={this.state.error} retry={() => location.reload()} />;
  }
}
