/** What to do on a machine about the browser of the tests. */
export type BrowserChoice =
  | { readonly kind: 'system'; readonly path: string }
  | { readonly kind: 'packaged' }
  | { readonly kind: 'none'; readonly sentence: string };

export function findSystemBrowser(
  env?: Readonly<Record<string, string | undefined>>,
  exists?: (path: string) => boolean,
): string | undefined;
export function chooseBrowser(machine: {
  readonly system: string | undefined;
  readonly platform: string;
  readonly arch: string;
}): BrowserChoice;
export function prepareBrowser(): Promise<string>;
export function preparedBrowser(): string | undefined;
