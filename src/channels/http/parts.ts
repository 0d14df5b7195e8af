import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { defineErrors, LinliError, plainText } from '../../kernel/kernel.ts';

export const formErrors = defineErrors({ FORM_BROKEN: 400 });

export interface FormFile {
  readonly filename: string;
  readonly content: Buffer;
}

/** A field or a file of a form. */
export type FormPart =
  | { readonly name: string; readonly value: string; readonly file?: undefined }
  | { readonly name: string; readonly file: FormFile };

/**
 * The parts of a sent form, one after another, each file already whole. A form that was cut off on its way, or is none, is the sender's to
 * repeat and no fault of ours. Throws `FORM_BROKEN`; what is too large keeps its own error.
 */
export async function* readFormParts(request: FastifyRequest): AsyncGenerator<FormPart> {
  try {
    for await (const part of request.parts()) yield await whole(part);
  } catch (error) {
    const told = error instanceof LinliError || (error as { statusCode?: unknown }).statusCode === 413;
    throw told ? error : Object.assign(new LinliError('FORM_BROKEN'), { cause: error });
  }
}

async function whole(part: Multipart): Promise<FormPart> {
  if (part.type !== 'file') return { name: part.fieldname, value: plainText(String(part.value)) };
  return { name: part.fieldname, file: { filename: plainText(part.filename), content: await part.toBuffer() } };
}

/** Fields by name and the file of a form with one; of what comes twice the last counts. Throws like `readFormParts`. */
export async function readForm(request: FastifyRequest): Promise<{ fields: Record<string, string>; file: FormFile | undefined }> {
  const fields: Record<string, string> = {};
  let file: FormFile | undefined;
  for await (const part of readFormParts(request)) {
    if (part.file) file = part.file;
    else fields[part.name] = part.value;
  }
  return { fields, file };
}
