import { Component, type ComponentType, type FunctionComponent, h } from 'preact';

/**
 * Draws a component again only when one of its properties is another one. A row of a long list so costs nothing while only
 * its neighbours change.
 */
export function memo<P extends object>(draw: FunctionComponent<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const names = Object.keys(next) as (keyof P)[];
      return names.some((name) => name !== 'children' && next[name] !== this.props[name]);
    }
    override render() {
      return h(draw, this.props as never);
    }
  };
}
