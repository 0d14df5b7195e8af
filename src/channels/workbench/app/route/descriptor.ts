import type { ComponentType } from 'react';

/** What the workbench knows of a page before it is opened; router, access and navigation follow from it. */
export interface PageDescriptor {
  /** Its name in links and in the words of the navigation. */
  readonly page: string;
  /** Its address below /workbench; a part that starts with a colon is a parameter. */
  readonly path: string;
  /** The powers of which a hat needs one to open it; none means that every hat may. The server decides again over each answer. */
  readonly needs: readonly string[];
  /** Where it stands in the navigation; a page without a group is reached from others. */
  readonly group?: 'work' | 'state' | 'manage';
  readonly icon?: ComponentType<{ 'aria-hidden'?: boolean }>;
  /** The page whose entry in the navigation is marked while this one is open. */
  readonly under?: string;
  /** Fetches the component when the page is first opened. */
  readonly load: () => Promise<ComponentType<never>>;
}
