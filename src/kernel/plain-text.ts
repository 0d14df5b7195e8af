/**
 * What no sentence needs and some reader of it cannot bear: control characters, marks that turn the direction of writing (a Typst print of them
 * ends the whole process), code points that are no characters, halves of surrogate pairs. Joiners and the selectors of Mongolian stay.
 */
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]|\p{Cs}/gu;

/** The text without what cannot be kept, printed or shown. Line breaks and tabs stay. */
export function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNFIT, '');
}
