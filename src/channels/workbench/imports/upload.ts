import type { FastifyReply, FastifyRequest } from 'fastify';
import { LinliError, plainFilename } from '../../../kernel/kernel.ts';
import { cellSentence, errorWorkbook, readSheet, text } from '../../../registers/registers.ts';
import type { CellError, CheckedImport, Sheet } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import { readForm } from '../../http/parts.ts';
import { requireFormToken } from '../../http/session.ts';

/** check = dry run; errors = the file with what to mend beside each faulty row; enter = write, only when nothing is faulty. */
export type ImportMode = 'check' | 'errors' | 'enter';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A sheet with the name of the file it came in. */
export type UploadedSheet = Sheet & { readonly file: string };

/** What an entry rests on may be named in so many characters. */
const NAME_LENGTH = 80;

/** The sheet of an uploaded file. Throws the IMPORT_… errors, CSRF_FAILED, FORM_BROKEN. */
export async function uploadedSheet(request: FastifyRequest, reply: FastifyReply): Promise<UploadedSheet> {
  if (!request.isMultipart()) throw new LinliError('IMPORT_FILE_EMPTY');
  const { fields, file } = await readForm(request);
  await requireFormToken(request, reply, fields._csrf);
  if (!file) throw new LinliError('IMPORT_FILE_EMPTY');
  return { ...(await readSheet(file.content, file.filename)), file: [...plainFilename(file.filename)].slice(-NAME_LENGTH).join('') };
}

/** Answers one of the three modes of an import. `enter` is called with the inputs when none is faulty. Throws IMPORT_HAS_ERRORS. */
export async function answerImport<T>(reply: FastifyReply, mode: ImportMode, sheet: Sheet, checked: CheckedImport<T>, enter: (inputs: readonly T[]) => Promise<void>): Promise<unknown> {
  if (mode === 'errors') return sendWorkbook(reply, `${text('imports.error_sheet')}.xlsx`, await errorWorkbook(sheet, checked.errors));
  if (mode === 'enter') {
    if (checked.errors.length > 0) throw new LinliError('IMPORT_HAS_ERRORS', { count: checked.errors.length });
    await enter(checked.inputs);
  }
  return { rows: sheet.rows.length, ready: checked.inputs.length, entered: mode === 'enter' ? checked.inputs.length : 0, faulty: checked.errors.length, errors: checked.errors.slice(0, 200).map(shown) };
}

function shown(error: CellError): CellError & { sentence: string } {
  return { ...error, sentence: cellSentence(error) };
}

/** Sends an Excel file under a name that every browser understands. */
export function sendWorkbook(reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply {
  return reply.type(xlsxType).header('content-disposition', contentDisposition('attachment', name)).send(Buffer.from(bytes));
}
