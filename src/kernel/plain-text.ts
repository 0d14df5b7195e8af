/**
 * What no sentence needs and some reader of it cannot bear: control characters, code points that are no characters, halves of surrogate pairs; and
 * what nobody sees, so that two equal words would differ: blanks without width, marks that turn the direction of writing (a Typst print of them
 * ends the whole process), joiners, fillers, tags.
 */
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]|\p{Cs}/gu;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** Scripts whose letters change their shape beside each other: joiners between them are spelling. */
const JOINING = [
  'Arabic',
  'Bengali',
  'Devanagari',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Khmer',
  'Malayalam',
  'Mongolian',
  'Myanmar',
  'Nko',
  'Oriya',
  'Phags_Pa',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
  'Tibetan',
];
const LETTER = `(?!\\u180e)[${JOINING.map((script) => `\\p{Script=${script}}`).join('')}]`;
const PICTURE = '\\p{Extended_Pictographic}\\p{Emoji_Modifier}?';
/** Invisible characters a script needs where they stand: shapes of Mongolian letters, joiners, the glyph of a Han character, parts of a picture. */
const NEEDED = new RegExp(
  [
    '(?<=(?!\\u180e)[\\p{Script=Mongolian}\\p{Script=Phags_Pa}])[\\u180b-\\u180f]',
    `(?<=${LETTER}[\\u180b-\\u180f]?)[\\u200c\\u200d]|[\\u200c\\u200d](?=${LETTER})`,
    '(?<=\\p{Script=Han})[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
    `(?<=${PICTURE})\\ufe0f|(?<=${PICTURE}\\ufe0f?)\\u200d(?=${PICTURE})`,
  ].join('|'),
  'gu',
);

/** The text without what cannot be kept, printed, shown or seen. Line breaks and tabs stay, and what a script needs. */
export function plainText(text: string): string {
  const lines = text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(UNFIT, '');
  if (!/\p{Default_Ignorable_Code_Point}/u.test(lines)) return lines;
  const needed = new Set([...lines.matchAll(NEEDED)].map((found) => found.index));
  return lines.replace(UNSEEN, (mark, at: number) => (needed.has(at) ? mark : ''));
}

/** What all ways of writing one thing have in common, for numbers, headings and searches: half-width, without blanks, without what nobody sees. */
export function bareText(text: string): string {
  // Most numbers and codes are bare already.
  if (/^[!-~]*$/.test(text)) return text;
  return plainText(text).normalize('NFKC').replace(/\s/gu, '').replace(UNSEEN, '');
}

/** The name of a file as it is kept, shown and sent: no mark makes `fdp.exe` look like `exe.pdf`, no sign means something to a disk. */
export function plainFilename(name: string): string {
  return plainText(name)
    .replace(/\p{Cc}/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .trim();
}
