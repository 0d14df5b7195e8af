import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Actor, Case } from '../../../procedures/procedures.ts';
import { allowedActs, attach, fileKinds, findCase, readAttachment, removeLooseAttachment } from '../../../procedures/procedures.ts';
import { getPerson } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import type { FormFile } from '../../http/parts.ts';
import { readForm } from '../../http/parts.ts';
import { Key } from '../../http/schemas.ts';
import { requireFormToken, requireHat } from '../../http/session.ts';
import { noteLook } from '../accounts/noted.ts';

interface KeyParams {
  Params: Static<typeof Key>;
}

/** Files at the window and at the desk: sent one by one, kept for the applicant until a case or an act takes them. */
export function attachmentRoutes(app: App): void {
  app.post('/api/attachments', { config: { multipart: true } }, attachLoose);
  app.post('/api/cases/:county/:id/attachments', { schema: { params: Key }, config: { multipart: true } }, attachToCase);
  app.delete('/api/attachments/:county/:id', { schema: { params: Key } }, removeLoose);
  app.get('/api/attachments/:county/:id', { schema: { params: Key } }, sendAttachment);
}

/** What the file is, for an act this hat may do on the case now. Throws `ACT_NOT_ALLOWED`, `INPUT_INVALID`. */
async function materialFor(linli: Linli, one: Case, actor: Actor, fields: Readonly<Record<string, string>>): Promise<string> {
  const definition = await linli.catalogue.definitionOf(one.pack_hash);
  const act = allowedActs(definition, one, actor, dayOf(linli.clock.now())).find((candidate) => candidate.act === fields.act);
  if (!act) throw new LinliError('ACT_NOT_ALLOWED', { act: fields.act ?? '' });
  const kind = fileKinds(definition, act).find((candidate) => candidate.material === fields.material);
  if (!kind) throw new LinliError('INPUT_INVALID', { count: 1 }, { material: 'FIELD_NOT_CHOICE' });
  return kind.material;
}

/** The fields of a form with one file, its token checked. Throws `CSRF_FAILED`, `ATTACHMENT_EMPTY`, `FORM_BROKEN`, `TOO_LARGE`. */
async function readSent(request: FastifyRequest, reply: FastifyReply): Promise<{ fields: Record<string, string>; file: FormFile }> {
  if (!request.isMultipart()) throw new LinliError('ATTACHMENT_EMPTY');
  const { fields, file } = await readForm(request);
  await requireFormToken(request, reply, fields._csrf);
  if (!file) throw new LinliError('ATTACHMENT_EMPTY');
  return { fields, file };
}

async function attachLoose(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'window.serve', 'window');
  const { fields, file } = await readSent(request, reply);
  const person = await getPerson(handle, fields.county ?? '', fields.applicant ?? '');
  return attach(
    handle,
    linli.files,
    { place: person, applicant: person.id, material: fields.material ?? '', ...file, uploadedBy: actor.id },
    linli.clock.now(),
  );
}

async function attachToCase(request: FastifyRequest<KeyParams>, reply: FastifyReply) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'case.handle');
  const one = await findCase(handle, request.params.county, request.params.id);
  if (!one) throw new LinliError('CASE_NOT_FOUND');
  const { fields, file } = await readSent(request, reply);
  const material = await materialFor(linli, one, actor, fields);
  // The row stands where the case stands, so that the same people see both, wherever the applicant lives by now.
  return attach(handle, linli.files, { place: one, applicant: one.applicant, material, ...file, uploadedBy: actor.id }, linli.clock.now());
}

async function removeLoose(request: FastifyRequest<KeyParams>) {
  const { handle, actor, powers } = await requireHat(request);
  if (!powers.includes('case.handle') && !powers.includes('window.serve')) throw new LinliError('FORBIDDEN');
  if (!(await removeLooseAttachment(handle, request.params.county, request.params.id, actor.id)))
    throw new LinliError('ATTACHMENT_NOT_FOUND');
  return { done: true };
}

async function sendAttachment(request: FastifyRequest<KeyParams>, reply: FastifyReply) {
  const { linli } = request.server;
  // A photographed card has no mask: it is for those who work on the case, not for those who read figures or walk the grid.
  const wearer = await requireHat(request, 'case.handle');
  const found = await readAttachment(wearer.handle, linli.files, request.params.county, request.params.id);
  await noteLook(linli, wearer, {
    county: request.params.county,
    action: 'attachment.read',
    subject: `attachment:${found.id}`,
    detail: { material: found.material },
  });
  return reply.type(found.mime).header('content-disposition', contentDisposition('inline', found.filename)).send(found.content);
}
