import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActDefinition, CasePage, ServiceDefinition } from '../../../procedures/procedures.ts';
import { allowedActs, getCasePage, markCaseNoticesRead } from '../../../procedures/procedures.ts';
import type { Visit } from '../visit.ts';
import { openResidentVisit } from '../visit.ts';

export interface CaseKey {
  Params: { county: string; id: string };
}

/** A case opened by its applicant. */
export interface Opened {
  readonly visit: Visit & { readonly resident: NonNullable<Visit['resident']> };
  readonly page: CasePage;
  readonly definition: ServiceDefinition;
  readonly acts: readonly ActDefinition[];
  readonly path: string;
}

/** Throws `SIGN_IN_NEEDED`, and `CASE_NOT_FOUND` for everybody but the applicant: the handle reads rows of the own person only. */
export async function openCase(request: FastifyRequest, reply: FastifyReply): Promise<Opened> {
  const visit = await openResidentVisit(request, reply);
  const { county, id } = request.params as CaseKey['Params'];
  const page = await getCasePage(visit.resident.handle, county, id);
  // Whoever opens the case reads there what a message told about it.
  await markCaseNoticesRead(visit.resident.handle, county, id, 'applicant');
  const definition = await visit.linli.catalogue.definitionOf(page.case.pack_hash);
  return {
    visit,
    page,
    definition,
    acts: allowedActs(definition, page.case, visit.resident.actor, visit.today),
    path: `/my/${county}/${id}`,
  };
}
