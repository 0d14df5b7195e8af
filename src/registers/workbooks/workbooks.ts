export { type Notes, noteBook, readBook } from './book.ts';
export { readSheets, type SheetReading } from './read.ts';
export { sheetShapes, sheetWords } from './shape.ts';
export type { World } from './values.ts';
