import type { FastifyReply, FastifyRequest } from 'fastify';
import { appendAudit, dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { AccountRow, CellError, CheckedImport } from '../../../registers/registers.ts';
import {
  accountColumns,
  accountFault,
  checkAccounts,
  choicesByName,
  createAccounts,
  importTemplate,
  listPlaces,
  listTakenLogins,
  listUnits,
  normaliseLogin,
  text,
} from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { answerImport, ImportQuery, sendWorkbook, uploadedSheet } from '../imports/upload.ts';
import { countLook } from '../people/search.ts';
import { accountRow } from './noted.ts';
import { oneTimeUntil, readAppointment } from './routes.ts';

/** Accounts from a sheet: a new term of office, a new town, all at once. */
export function accountImportRoutes(app: App): void {
  app.get('/api/accounts/template.xlsx', sendTemplate);
  app.post('/api/accounts/import', { schema: { querystring: ImportQuery }, config: { multipart: true } }, importAccounts);
}

/** Columns with what their cells may say under this hat. */
async function columnsFor(linli: Linli, by: Wearer) {
  const { hat } = by;
  const [below, units] = await Promise.all([
    listPlaces(linli.sessions.gate, hat.region, ['town', 'community', 'grid'], dayOf(linli.clock.now())),
    hat.level === 'county' ? listUnits(linli.sessions.gate, hat.county) : [],
  ]);
  const places = [{ code: hat.region, name: await linli.regionName(hat.region) }, ...below];
  return accountColumns({
    role: choicesByName([...linli.roles.values()].map(({ role, title }) => ({ code: role, name: title }))),
    region: choicesByName(places.map(({ code, name }) => ({ code, name }))),
    unit: choicesByName(units.map(({ id, name }) => ({ code: id, name }))),
  });
}

async function sendTemplate(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const by = await requireHat(request, 'account.manage');
  const name = text('documents.accounts.title');
  return sendWorkbook(reply, `${name}.xlsx`, await importTemplate(name, await columnsFor(linli, by)));
}

async function importAccounts(request: FastifyRequest<{ Querystring: ImportQuery }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  const sheet = await uploadedSheet(request, reply);
  const read = await checkAccounts(sheet, await columnsFor(linli, by), dayOf(linli.clock.now()));
  const checked = await checkRoles(linli, by, await checkLogins(linli, by, read));
  return answerImport(reply, request.query, sheet, checked, async (inputs) => {
    const wanted = await Promise.all(
      inputs.map(async (input) => ({
        input,
        appointment: { ...(await readAppointment(linli, by, input)), grantedBy: by.actor.id },
        audit: (id: string) =>
          accountRow(linli, by, {
            action: 'account.create',
            subject: `account:${id}`,
            detail: { role: input.role, region: input.region, file: sheet.file },
          }),
      })),
    );
    return { codes: await createAccounts(gate, wanted, oneTimeUntil(linli)) };
  });
}

/** Logins are one list for all counties: that one is taken tells something of the others, so the look is counted and leaves its row. */
async function checkLogins(linli: Linli, by: Wearer, read: CheckedImport<AccountRow>): Promise<CheckedImport<AccountRow>> {
  if (read.inputs.length === 0) return read;
  await countLook(linli, by);
  const taken = await listTakenLogins(
    linli.sessions.gate,
    read.inputs.map((one) => normaliseLogin(one.login)),
  );
  const found = read.inputs.filter((one) => taken.has(normaliseLogin(one.login)));
  if (found.length > 0) {
    const rows = found.map(({ login }) => accountRow(linli, by, { action: 'account.login-taken', subject: `login:${login}`, detail: {} }));
    await linli.sessions.gate.batch([appendAudit(rows)]);
  }
  return withFaults(
    read,
    found.map((one) => accountFault(one, 'login', 'LOGIN_TAKEN')),
  );
}

/** Whether this hat may give the role at the place. */
async function checkRoles(linli: Linli, by: Wearer, read: CheckedImport<AccountRow>): Promise<CheckedImport<AccountRow>> {
  const faults: CellError[] = [];
  for (const one of read.inputs) {
    try {
      await readAppointment(linli, by, one);
    } catch (error) {
      if (!(error instanceof LinliError)) throw error;
      const misfit = error.code === 'ROLE_UNKNOWN';
      faults.push(accountFault(one, misfit ? 'role' : 'region', misfit ? 'ROLE_NOT_AT_LEVEL' : error.code));
    }
  }
  return withFaults(read, faults);
}

function withFaults(read: CheckedImport<AccountRow>, faults: readonly CellError[]): CheckedImport<AccountRow> {
  const faulty = new Set(faults.map((one) => one.row));
  return {
    ...read,
    inputs: read.inputs.filter((one) => !faulty.has(one.row)),
    errors: [...read.errors, ...faults].sort((left, right) => left.row - right.row),
  };
}
