import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { LinliError, plainFilename } from '../../../kernel/kernel.ts';
import type { CellError, CheckedImport, Sheet } from '../../../registers/registers.ts';
import { cellSentence, errorWorkbook, readSheet, text } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import { readForm } from '../../http/parts.ts';
import { requireFormToken } from '../../http/session.ts';

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

/** What an import is asked for. check = dry run; errors = the file with what to mend beside each faulty row; enter = write, only when nothing is faulty. `seen`: whoever enters has read which headings are not read and which columns the file lacks. */
export const ImportQuery = Type.Object({
  mode: Type.Union([Type.Literal('check'), Type.Literal('errors'), Type.Literal('enter')]),
  seen: Type.Optional(Type.Boolean()),
});
export type ImportQuery = Static<typeof ImportQuery>;

/**
 * Answers one of the three modes of an import. `enter` is called with the inputs when none is faulty and nothing is left out unseen; what it
 * returns stands in the answer. Throws
 * IMPORT_HAS_ERRORS, IMPORT_COLUMNS_UNSEEN.
 */
export async function answerImport<T>(
  reply: FastifyReply,
  { mode, seen }: ImportQuery,
  sheet: Sheet,
  checked: CheckedImport<T>,
  enter: (inputs: readonly T[]) => Promise<object | undefined>,
): Promise<unknown> {
  if (mode === 'errors') return sendWorkbook(reply, `${text('imports.error_sheet')}.xlsx`, await errorWorkbook(sheet, checked.errors));
  const told: object = {};
  if (mode === 'enter') {
    if (checked.errors.length > 0) throw new LinliError('IMPORT_HAS_ERRORS', { count: checked.errors.length });
    refuseUnseen(checked, seen);
    Object.assign(told, await enter(checked.inputs));
  }
  return {
    ...told,
    rows: sheet.rows.length,
    ready: checked.inputs.length,
    entered: mode === 'enter' ? checked.inputs.length : 0,
    faulty: checked.errors.length,
    unread: checked.unread,
    missing: checked.missing,
    errors: checked.errors.slice(0, 200).map(shown),
  };
}

/** What the headings leave out is named before anything is entered. Throws IMPORT_COLUMNS_UNSEEN. */
export function refuseUnseen({ unread, missing }: Pick<CheckedImport<unknown>, 'unread' | 'missing'>, seen = false): void {
  if (seen || (unread.length === 0 && missing.length === 0)) return;
  const said = (headings: readonly string[]): string => headings.join(text('documents.comma')) || text('imports.none');
  throw new LinliError('IMPORT_COLUMNS_UNSEEN', { unread: said(unread), missing: said(missing) });
}

function shown(error: CellError): CellError & { sentence: string } {
  return { ...error, sentence: cellSentence(error) };
}

/** Sends an Excel file under a name that every browser understands. */
export function sendWorkbook(reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply {
  return reply.type(xlsxType).header('content-disposition', contentDisposition('attachment', name)).send(Buffer.from(bytes));
}
