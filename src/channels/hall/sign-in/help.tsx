import type { FastifyReply, FastifyRequest } from 'fastify';
import { LinliError } from '../../../kernel/kernel.ts';
import { helpPurpose, idHash, normaliseNumber, spendCode, text } from '../../../registers/registers.ts';
import { bodyOf, word } from '../../http/form-body.ts';
import type { App } from '../../http/linli.ts';
import { safePath, sendPage } from '../../http/page.ts';
import { Button, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Input } from '../../web/components/input/input.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { faultsOf } from '../page-error.tsx';
import { openVisit } from '../visit.ts';
import { enterAs } from './enter.ts';

/** Who has no phone stands at the window: the clerk looks the person up and reads a code aloud, the resident enters it here. */
function helpPage(visitor: Visitor, to: string, faults: Faults = {}): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.signIn.helpTitle')} faulty={Object.keys(faults).length > 0}>
      <ErrorSummary faults={faults} />
      <div className="tight">
        <h1>{text('hall.signIn.helpTitle')}</h1>
        <p className="lead">{text('hall.signIn.helpLead')}</p>
      </div>
      <Form visitor={visitor} action="/sign-in/help">
        <input type="hidden" name="to" value={to} />
        <Input
          name="id_number"
          title={text('hall.signIn.helpNumber')}
          width="w-11"
          autoComplete="off"
          maxLength={40}
          fault={faults.id_number}
        />
        <Input
          name="code"
          title={text('hall.signIn.helpCode')}
          keys="digits"
          width="w-11"
          autoComplete="off"
          maxLength={10}
          fault={faults.code}
        />
        <Buttons>
          <Button>{text('hall.signIn.enter')}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

export function helpRoutes(hall: App): void {
  const hidden = { schema: { hide: true } };

  hall.get('/sign-in/help', hidden, askCode);
  hall.post('/sign-in/help', { ...hidden, config: { rateLimit: { max: 20, timeWindow: '1 minute' } } }, enterWithCode);
}

async function askCode(request: FastifyRequest<{ Querystring: { to?: string } }>, reply: FastifyReply) {
  const { visitor } = await openVisit(request, reply);
  return sendPage(reply, helpPage(visitor, safePath(request.query.to, '/my')));
}

async function enterWithCode(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const body = bodyOf(request);
  const to = safePath(word(body, 'to'), '/my');
  try {
    const found = await spendCode(
      gate,
      linli.vault,
      helpPurpose,
      idHash(linli.vault, normaliseNumber(word(body, 'id_number'))),
      word(body, 'code'),
    );
    if (!found.personId) throw new LinliError('CODE_WRONG');
    await enterAs(request, reply, { county: found.county, person: found.personId, helper: found.helper ?? undefined });
    return reply.redirect(to, 303);
  } catch (error) {
    if (!(error instanceof LinliError) || error.code !== 'CODE_WRONG') throw error;
    const { visitor } = await openVisit(request, reply);
    return sendPage(reply, helpPage(visitor, to, { code: faultsOf(error)['']! }), error.status);
  }
}
