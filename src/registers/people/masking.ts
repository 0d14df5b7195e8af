const HIDDEN = '*';

/** 王秀英 → 王*英, 王芳 → 王*; counted by character, so that rare characters outside the basic plane stay whole. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}${HIDDEN}`;
  return `${characters[0]}${HIDDEN.repeat(Math.min(characters.length - 2, 4))}${characters.at(-1)}`;
}

/** The last four characters of an id number behind a mask; empty stays empty. */
export function maskIdNumber(last4: string): string {
  return last4 === '' ? '' : `${HIDDEN.repeat(14)}${last4}`;
}

/** The last four digits of a phone number behind a mask; empty stays empty. */
export function maskPhone(last4: string): string {
  return last4 === '' ? '' : `${HIDDEN.repeat(7)}${last4}`;
}

/** An address down to the building; the numbers of unit, floor and room behind it are hidden. */
export function maskAddress(address: string): string {
  let buildings = 0;
  return address.replace(/\d+/gu, (number) => ((buildings += 1) === 1 ? number : HIDDEN.repeat(2)));
}

/** How another entry is called beside an entry that names it: residents and addresses by their mask. */
export function shownTitle({ register, masked }: { readonly register: string; readonly masked?: boolean }, title: unknown): string {
  const said = String(title ?? '');
  if (said === '') return said;
  if (register === 'person') return maskName(said);
  return masked ? maskAddress(said) : said;
}
