import { Type } from 'typebox';
import type { Fault, FileKind, PackDocument, PackLibrary, Path, Shelf } from '../../registers/registers.ts';
import {
  anyName,
  checkRows,
  checkSection,
  checkShelf,
  codesIn,
  faultAt,
  isText,
  namesIn,
  recordsOf,
  shelfOf,
  shelfPack,
} from '../../registers/registers.ts';
import { LIMIT } from './catalogue.ts';
import type { ActDefinition } from './definition.ts';
import { ProcedureDefinition, ServiceItem } from './definition.ts';
import type { Readable } from './expression-check.ts';
import { applicantNames, checkCondition, checkFields } from './expression-check.ts';

export const procedureFile: FileKind = { path: /^procedures\.yaml$/, home: 'any', needed: ['procedures.yaml'], check: checkProcedureFile };
export const itemFile: FileKind = { path: /^items\.yaml$/, home: 'any', needed: ['items.yaml'], check: checkItemFile };

/** Every fault of the items and procedures of packs already read: shape first, then what only a reader of the whole can see. */
export function checkProcedures(library: PackLibrary): Fault[] {
  return checkShelf(shelfOf(library), [procedureFile, itemFile]);
}

function checkProcedureFile(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const { faults, rows } = checkRows<ProcedureDefinition>(document, ProcedureDefinition);
  const names = rows.map(([, one]) => one.procedure);
  return [
    ...faults,
    ...rows.flatMap(([index, definition], at) => [
      ...(names.indexOf(definition.procedure) < at
        ? [faultAt(document, [index, 'procedure'], 'repeated', { name: definition.procedure, pack: document.pack })]
        : []),
      ...checkGraph(document, definition, index),
      ...definition.acts.flatMap((act, place) => checkAct(document, definition, act, [index, 'acts', place], shelf)),
      ...checkLimits(document, definition, index, shelf),
      ...checkTold(document, [index], definition, shelf),
      ...checkConsultation(document, definition, index, shelf),
    ]),
  ];
}

/** Every limit names a parameter that is a number of days. */
function checkLimits(document: PackDocument, definition: ProcedureDefinition, index: number, shelf: Shelf): Fault[] {
  const known = namesIn(shelf, 'parameters', 'name');
  const parameters = shelf.packs.flatMap((pack) => recordsOf(pack, 'parameters'));
  return Object.entries(definition.limits).flatMap(([key, name]) => {
    const odd = parameters.find((one) => one.name === name && !(Number.isInteger(one.value) && Number(one.value) >= 0));
    if (!known.has(name)) return [faultAt(document, [index, 'limits', key], 'procedure.parameter', { name })];
    return odd ? [faultAt(document, [index, 'limits', key], 'procedure.limit', { name, value: JSON.stringify(odd.value) ?? '' })] : [];
  });
}

/** Every number that a text tells as `{limit.name}` is a parameter under `service.`. */
function checkTold(document: PackDocument, path: Path, node: unknown, shelf: Shelf): Fault[] {
  if (typeof node === 'string') {
    const told = [...node.matchAll(LIMIT)];
    if (told.length === 0) return [];
    const known = namesIn(shelf, 'parameters', 'name');
    return told
      .map((found) => `service.${found[1]}`)
      .filter((name) => !known.has(name))
      .map((name) => faultAt(document, path, 'procedure.parameter', { name }));
  }
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) =>
    checkTold(document, [...path, Array.isArray(node) ? Number(key) : key], value, shelf),
  );
}

/** The offices asked are departments of a pack, and are shown only what the forms of the procedure's items ask. */
function checkConsultation(document: PackDocument, definition: ProcedureDefinition, index: number, shelf: Shelf): Fault[] {
  const { units = [], shows = [] } = definition.consultation ?? {};
  const known = shelf.packs.some((pack) => pack.sections.has('units')) ? namesIn(shelf, 'units', 'unit') : anyName;
  const asked = questionsOf(shelf, definition.procedure);
  return [
    ...units.flatMap((unit, at) =>
      known.has(unit) ? [] : [faultAt(document, [index, 'consultation', 'units', at], 'unit-unknown', { unit })],
    ),
    ...shows.flatMap((name, at) =>
      !asked || name === 'applicant' || asked.includes(name)
        ? []
        : [faultAt(document, [index, 'consultation', 'shows', at], 'procedure.shows', { name })],
    ),
  ];
}

/** Every state can be reached from the start, and every state that is not final can be left. */
function checkGraph(document: PackDocument, definition: ProcedureDefinition, index: number): Fault[] {
  const names = new Set(definition.states.map((one) => one.state));
  const faults: Fault[] = [];
  if (!names.has(definition.start)) faults.push(faultAt(document, [index, 'start'], 'procedure.state', { state: definition.start }));
  const reached = reachable(definition);
  for (const [at, one] of definition.states.entries()) {
    const path = [index, 'states', at];
    if (definition.states.findIndex((other) => other.state === one.state) !== at)
      faults.push(faultAt(document, path, 'procedure.doubled', { state: one.state }));
    if (!reached.has(one.state)) faults.push(faultAt(document, path, 'procedure.unreachable', { state: one.state }));
    const leaves = definition.acts.some((act) => act.from.includes(one.state) && targets(act).some((to) => to !== one.state));
    if (!one.final && !leaves) faults.push(faultAt(document, path, 'procedure.trap', { state: one.state }));
    if (one.final && one.holder !== 'nobody') faults.push(faultAt(document, path, 'procedure.finalHeld', { state: one.state }));
  }
  return faults;
}

/** The states an act may lead to; one without a target leaves the case where it is. */
export function targets(act: ActDefinition): string[] {
  return [...(act.to ? [act.to] : []), ...(act.branches ?? []).map((branch) => branch.to)];
}

function reachable(definition: ProcedureDefinition): Set<string> {
  const found = new Set([definition.start]);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const act of definition.acts) if (act.from.some((from) => found.has(from))) for (const to of targets(act)) found.add(to);
  }
  return found;
}

function checkAct(document: PackDocument, definition: ProcedureDefinition, act: ActDefinition, path: Path, shelf: Shelf): Fault[] {
  const faults: Fault[] = [];
  const say = (at: Path, key: string, values: Record<string, string | number>): number =>
    faults.push(faultAt(document, [...path, ...at], `procedure.${key}`, values));
  const states = new Set(definition.states.map((one) => one.state));
  const roles = namesIn(shelf, 'roles', 'role');
  if (definition.acts.findIndex((other) => other.act === act.act) < Number(path.at(-1))) say(['act'], 'act-doubled', { act: act.act });
  for (const [at, state] of act.from.entries()) if (!states.has(state)) say(['from', at], 'state', { state });
  for (const state of targets(act)) if (!states.has(state)) say(['to'], 'state', { state });
  // The resident and the program itself are no staff, and no pack declares them.
  for (const [at, role] of act.roles.entries())
    if (role !== 'resident' && role !== 'system' && !roles.has(role)) say(['roles', at], 'role', { role });
  for (const [at, notice] of (act.notices ?? []).entries())
    for (const template of [notice.template, ...(notice.late ? [notice.late] : [])])
      if (!isText(shelf, `notices.${template}`)) say(['notices', at], 'text', { key: `notices.${template}` });
  if (act.kind !== 'submit' && act.roles.includes('resident') && !isText(shelf, `hall.act.${act.kind}`))
    say(['kind'], 'text', { key: `hall.act.${act.kind}` });
  if (act.outcome !== undefined && !isText(shelf, `procedures.outcomes.${act.outcome}`))
    say(['outcome'], 'text', { key: `procedures.outcomes.${act.outcome}` });
  if (act.label !== undefined && !codesIn(shelf, 'social_assistance_category').has(act.label))
    say(['label'], 'label', { label: act.label, table: 'social_assistance_category' });
  if (act.kind === 'consult' && !definition.consultation) say([], 'consultation', { act: act.act });
  for (const name of unasked(act)) say(['form'], 'unasked', { act: act.act, name });
  return [...faults, ...checkConditions(document, definition, act, path, shelf)];
}

/** Questions whose answers the engine itself reads; a confirmation of the program asks nothing. */
const READ: Readonly<Record<string, readonly string[]>> = { consult: ['unit'], extend: ['days'], confirm: ['solved'] };

function unasked(act: ActDefinition): string[] {
  if (act.kind === 'confirm' && !act.roles.includes('resident')) return [];
  return (READ[act.kind] ?? []).filter((name) => !act.form?.some((field) => field.name === name));
}

function checkConditions(document: PackDocument, definition: ProcedureDefinition, act: ActDefinition, path: Path, shelf: Shelf): Fault[] {
  const asked = questionsOf(shelf, definition.procedure);
  const readable: Readable = {
    ...(asked ? { form: asked } : {}),
    ...(act.kind === 'correct' ? {} : { entered: (act.form ?? []).map((field) => field.name) }),
    decision: ['returns', ...definition.acts.flatMap((one) => (one.form ?? []).map((field) => field.name))],
    applicant: applicantNames,
  };
  return [
    ...(act.guards ?? []).flatMap((guard, at) => checkCondition(document, [...path, 'guards', at, 'when'], guard.when, readable, shelf)),
    ...(act.branches ?? []).flatMap((branch, at) =>
      checkCondition(document, [...path, 'branches', at, 'when'], branch.when, readable, shelf),
    ),
    ...checkFields(document, [...path, 'form'], act.form ?? [], readable, shelf),
  ];
}

/** Names of all questions that items of a procedure ask; undefined where an item's form cannot be read, or no item follows the procedure. */
function questionsOf(shelf: Shelf, procedure: string): string[] | undefined {
  const items = shelf.packs.flatMap((pack) => recordsOf(pack, 'items')).filter((item) => item.procedure === procedure);
  const pages = items.map((item) => item.pages);
  if (items.length === 0 || !pages.every(Array.isArray)) return undefined;
  return pages.flatMap((list) =>
    (list as { questions?: { name?: unknown }[] }[]).flatMap((page) =>
      Array.isArray(page?.questions) ? page.questions.map((question) => String(question?.name)) : [],
    ),
  );
}

const Restated = Type.Object(
  { ...Type.Partial(ServiceItem).properties, item: ServiceItem.properties.item },
  { additionalProperties: false },
);

function checkItemFile(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const general = document.pack === 'base' ? [] : recordsOf(shelfPack(shelf, 'base'), 'items');
  const unreadable = document.pack !== 'base' && (shelfPack(shelf, 'base')?.unreadable.has('items') ?? false);
  const restates = (entry: unknown): boolean => general.some((one) => one.item === (entry as { item?: unknown } | null)?.item);
  // A local pack restates only what differs; an item of its own is written out whole.
  const { faults, rows } = checkRows<Partial<ServiceItem> & Pick<ServiceItem, 'item'>>(document, Restated);
  const whole = unreadable ? [] : rows.filter(([, entry]) => !restates(entry));
  for (const [index, entry] of whole) faults.push(...checkSection(partOf(document, index, entry), ServiceItem));
  return [
    ...faults,
    ...rows.flatMap(([index, entry]) =>
      checkItem(document, shelf, index, { ...general.find((one) => one.item === entry.item), ...entry }, entry),
    ),
    ...overlaps(document, rows),
  ];
}

function partOf(document: PackDocument, index: number, data: unknown): PackDocument {
  return { ...document, data, lineOf: (path) => document.lineOf([index, ...path]) };
}

/** Two entries of one item may follow each other in time, never overlap. */
function overlaps(document: PackDocument, rows: readonly (readonly [number, Partial<ServiceItem>])[]): Fault[] {
  return rows.flatMap(([index, row], at) => {
    const other = rows
      .slice(0, at)
      .some(
        ([, one]) =>
          one.item === row.item && (one.valid_from ?? '') < (row.valid_to ?? '9999') && (row.valid_from ?? '') < (one.valid_to ?? '9999'),
      );
    return other ? [faultAt(document, [index, 'item'], 'procedure.item-overlap', { item: row.item ?? '' })] : [];
  });
}

/** What the entry itself states, held against what it adds to; what the general pack states is told there. */
function checkItem(document: PackDocument, shelf: Shelf, index: number, item: Partial<ServiceItem>, entry: Partial<ServiceItem>): Fault[] {
  const faults: Fault[] = [];
  const say = (path: Path, key: string, values: Record<string, string | number>): number =>
    faults.push(faultAt(document, [index, ...path], key, values));
  const { promised_limit: promised, legal_limit: legal } = item;
  if (entry.procedure !== undefined && !namesIn(shelf, 'procedures', 'procedure').has(entry.procedure))
    say(['procedure'], 'procedure.unknown', { procedure: entry.procedure });
  if ((entry.promised_limit ?? entry.legal_limit) && promised && legal && promised.unit === legal.unit && promised.days > legal.days)
    say(['promised_limit'], 'procedure.promise', { item: String(item.item) });
  if (entry.valid_from && entry.valid_to && entry.valid_to <= entry.valid_from)
    say(['valid_to'], 'backwards', { from: entry.valid_from, to: entry.valid_to });
  const materials = (entry.materials ?? []).map((one) => one.material);
  for (const [at, name] of materials.entries())
    if (materials.indexOf(name) < at) say(['materials', at, 'material'], 'procedure.material', { name });
  const asked = (entry.pages ?? []).flatMap((page, at) =>
    page.questions.map((question, place) => ({ name: question.name, path: ['pages', at, 'questions', place] })),
  );
  for (const [at, one] of asked.entries())
    if (asked.findIndex((other) => other.name === one.name) < at) say(one.path, 'procedure.question', { name: one.name });
  const names = Array.isArray(item.pages)
    ? { form: item.pages.flatMap((page) => (Array.isArray(page?.questions) ? page.questions.map((question) => question.name) : [])) }
    : {};
  const readable: Readable = { ...names, applicant: applicantNames };
  for (const [at, condition] of (entry.conditions ?? []).entries())
    if (condition.when) faults.push(...checkCondition(document, [index, 'conditions', at, 'when'], condition.when, readable, shelf));
  for (const [at, page] of (entry.pages ?? []).entries())
    faults.push(...checkFields(document, [index, 'pages', at, 'questions'], page.questions, readable, shelf));
  return [...faults, ...checkEntitlement(document, shelf, index, item, entry), ...checkTold(document, [index], entry, shelf)];
}

/** The amount and the first day are answers to the deciding act; the exceptions of what can be had once have names of their own. */
function checkEntitlement(
  document: PackDocument,
  shelf: Shelf,
  index: number,
  item: Partial<ServiceItem>,
  entry: Partial<ServiceItem>,
): Fault[] {
  const { entitlement: rule } = entry;
  if (!rule) return [];
  const procedures = shelf.packs.flatMap((pack) => recordsOf(pack, 'procedures')) as Partial<ProcedureDefinition>[];
  const acts = procedures.find((one) => one.procedure === item.procedure)?.acts;
  const deciding = Array.isArray(acts)
    ? acts.filter((act) => act.kind === 'decide').map((act) => (act.form ?? []).map((field) => field.name))
    : undefined;
  const asked = deciding?.find((names) => names.includes(rule.amount));
  const fault = (path: Path, key: string, values: Record<string, string>): Fault =>
    faultAt(document, [index, 'entitlement', ...path], `procedure.${key}`, values);
  const named = rule.exceptions?.map((one) => one.exception) ?? [];
  return [
    ...(deciding && !asked ? [fault(['amount'], 'entitlement', { name: rule.amount })] : []),
    ...(asked && rule.from && !asked.includes(rule.from) ? [fault(['from'], 'entitlement', { name: rule.from })] : []),
    ...(rule.repeat === 'open' && named.length > 0 ? [fault(['exceptions'], 'exceptions', {})] : []),
    ...named.flatMap((name, at) => (named.indexOf(name) < at ? [fault(['exceptions', at], 'exception', { name })] : [])),
  ];
}
