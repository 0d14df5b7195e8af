import { texts } from 'virtual:texts';

type Values = Record<string, string | number>;
type Words = { readonly [key: string]: string | Words };

const workbench = (texts.workbench ?? {}) as Words;

function find(key: string): string | undefined {
  let here: string | Words | undefined = workbench;
  for (const part of key.split('.')) here = typeof here === 'object' ? here[part] : undefined;
  return typeof here === 'string' ? here : undefined;
}

function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** The workbench's words for `key` in packs/base/texts/zh-CN/workbench.yaml; the key itself where none stand, so that a gap is seen. */
export function words(key: string, values: Values = {}): string {
  return fill(find(key) ?? key, values);
}

/** The names that stand under `key`, in the order of the catalogue. */
export function namesUnder(key: string): string[] {
  let here: string | Words | undefined = workbench;
  for (const part of key.split('.')) here = typeof here === 'object' ? here[part] : undefined;
  return typeof here === 'object' ? Object.keys(here) : [];
}

/** Words for a value the server may name, or the value itself: codes outlive the catalogue. */
export function wordsOr(key: string, otherwise: string): string {
  return find(key) ?? otherwise;
}
