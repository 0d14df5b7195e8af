import { Type } from 'typebox';
import { ExpressionFault, checkSection, compileExpression, faultAt, hasText } from '../../registers/registers.ts';
import type { Fault, PackDocument, PackLibrary, Path } from '../../registers/registers.ts';
import { ProcedureDefinition, ServiceItem, guardVariables } from './definition.ts';
import type { ActDefinition } from './definition.ts';

/** Every fault of the items and procedures of all packs: shape first, then what only a reader of the whole can see. */
export function checkProcedures(library: PackLibrary): Fault[] {
  const roles = rolesOf(library);
  return library.packs.flatMap((pack) => {
    const items = pack.sections.get('items');
    const procedures = pack.sections.get('procedures');
    return [...(procedures ? checkProcedureSection(library, procedures, roles) : []), ...(items ? checkItemSection(library, items) : [])];
  });
}

/** The role names every pack together declares; the resident is none of the staff. */
function rolesOf(library: PackLibrary): Set<string> {
  const declared = library.packs.flatMap((pack) => (pack.sections.get('roles')?.data ?? []) as { role: string }[]);
  return new Set([...declared.map((one) => one.role), 'resident', 'system']);
}

function checkProcedureSection(library: PackLibrary, document: PackDocument, roles: ReadonlySet<string>): Fault[] {
  const shape = checkSection(document, Type.Array(ProcedureDefinition));
  if (shape.length > 0) return shape;
  const definitions = document.data as ProcedureDefinition[];
  return definitions.flatMap((definition, index) => [
    ...checkGraph(document, definition, index),
    ...definition.acts.flatMap((act, at) => checkAct(document, definition, act, [index, 'acts', at], roles)),
    ...Object.entries(definition.limits).filter(([, name]) => !knowsParameter(library, name)).map(([key, name]) => faultAt(document, [index, 'limits', key], 'procedure.parameter', { name })),
  ]);
}

function knowsParameter(library: PackLibrary, name: string): boolean {
  return library.packs.some((pack) => ((pack.sections.get('parameters')?.data ?? []) as { name: string }[]).some((one) => one.name === name));
}

/** Every state can be reached from the start, and every state that is not final can be left. */
function checkGraph(document: PackDocument, definition: ProcedureDefinition, index: number): Fault[] {
  const names = new Set(definition.states.map((one) => one.state));
  const faults: Fault[] = [];
  if (!names.has(definition.start)) faults.push(faultAt(document, [index, 'start'], 'procedure.state', { state: definition.start }));
  const reached = reachable(definition);
  for (const [at, one] of definition.states.entries()) {
    const path = [index, 'states', at];
    if (definition.states.findIndex((other) => other.state === one.state) !== at) faults.push(faultAt(document, path, 'procedure.doubled', { state: one.state }));
    if (!reached.has(one.state)) faults.push(faultAt(document, path, 'procedure.unreachable', { state: one.state }));
    const leaves = definition.acts.some((act) => act.from.includes(one.state) && targets(act).some((to) => to !== one.state));
    if (!one.final && !leaves) faults.push(faultAt(document, path, 'procedure.trap', { state: one.state }));
    if (one.final && one.holder !== 'nobody') faults.push(faultAt(document, path, 'procedure.finalHeld', { state: one.state }));
  }
  return faults;
}

function targets(act: ActDefinition): string[] {
  return [...(act.to ? [act.to] : []), ...(act.branches ?? []).map((branch) => branch.to)];
}

function reachable(definition: ProcedureDefinition): Set<string> {
  const found = new Set([definition.start]);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const act of definition.acts) if (act.from.some((from) => found.has(from))) for (const to of targets(act)) found.add(to);
  }
  return found;
}

function checkAct(document: PackDocument, definition: ProcedureDefinition, act: ActDefinition, path: Path, roles: ReadonlySet<string>): Fault[] {
  const names = new Set(definition.states.map((one) => one.state));
  const faults: Fault[] = [];
  for (const [at, state] of act.from.entries()) if (!names.has(state)) faults.push(faultAt(document, [...path, 'from', at], 'procedure.state', { state }));
  for (const state of targets(act)) if (!names.has(state)) faults.push(faultAt(document, [...path, 'to'], 'procedure.state', { state }));
  for (const [at, role] of act.roles.entries()) if (!roles.has(role)) faults.push(faultAt(document, [...path, 'roles', at], 'procedure.role', { role }));
  for (const [at, notice] of (act.notices ?? []).entries()) if (!hasText(`notices.${notice.template}`)) faults.push(faultAt(document, [...path, 'notices', at], 'procedure.text', { key: `notices.${notice.template}` }));
  for (const [at, guard] of (act.guards ?? []).entries()) faults.push(...checkExpression(document, [...path, 'guards', at, 'when'], guard.when));
  for (const [at, field] of (act.form ?? []).entries()) if (field.suggest) faults.push(...checkExpression(document, [...path, 'form', at, 'suggest'], field.suggest));
  for (const [at, branch] of (act.branches ?? []).entries()) faults.push(...checkExpression(document, [...path, 'branches', at, 'when'], branch.when));
  if (act.kind === 'consult' && !definition.consultation) faults.push(faultAt(document, path, 'procedure.consultation', { act: act.act }));
  return faults;
}

function checkExpression(document: PackDocument, path: Path, source: string): Fault[] {
  try {
    compileExpression(source, guardVariables);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return [faultAt(document, path, 'procedure.expression', { source, detail: error.detail })];
  }
}

function checkItemSection(library: PackLibrary, document: PackDocument): Fault[] {
  // A local pack may restate only what differs; the merged item is what counts.
  const shape = checkSection(document, Type.Array(document.pack === 'base' ? ServiceItem : Type.Partial(ServiceItem)));
  if (shape.length > 0) return shape;
  const procedures = new Set(library.packs.flatMap((pack) => ((pack.sections.get('procedures')?.data ?? []) as { procedure: string }[]).map((one) => one.procedure)));
  const general = (library.packOf('base').sections.get('items')?.data ?? []) as ServiceItem[];
  return (document.data as ServiceItem[]).flatMap((entry, index) => {
    const item = { ...general.find((one) => one.item === entry.item), ...entry };
    const faults: Fault[] = [];
    if (!procedures.has(item.procedure)) faults.push(faultAt(document, [index, 'procedure'], 'procedure.unknown', { procedure: item.procedure }));
    if (item.promised_limit.unit === item.legal_limit.unit && item.promised_limit.days > item.legal_limit.days) faults.push(faultAt(document, [index, 'promised_limit'], 'procedure.promise', { item: item.item }));
    const names = item.pages.flatMap((page) => page.questions.map((question) => question.name));
    for (const name of names.filter((one, at) => names.indexOf(one) !== at)) faults.push(faultAt(document, [index, 'pages'], 'procedure.question', { name }));
    for (const [at, condition] of item.conditions.entries()) if (condition.when) faults.push(...checkExpression(document, [index, 'conditions', at, 'when'], condition.when));
    return faults;
  });
}
