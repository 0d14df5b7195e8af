// Part of the readers' processes (see table.ts), which load plain JavaScript only.
import { CsvError, parse } from 'csv-parse/sync';
import { boundedText, Unbounded } from './table-bounds.mjs';

/** Programs in China save CSV as GB 18030; text that is no valid UTF-8 is read as that. */
function decoded(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // The next encoding, or none.
    }
  }
  throw new Unbounded('IMPORT_FILE_DAMAGED');
}

/** The rows of a CSV text. Throws `Unbounded`. */
export function lines(bytes) {
  try {
    return parse(boundedText(decoded(bytes)), { bom: true, trim: true, relax_column_count: true });
  } catch (error) {
    throw error instanceof CsvError ? new Unbounded('IMPORT_FILE_DAMAGED') : error;
  }
}
