import type { Static } from 'typebox';
import { Type } from 'typebox';
import { LinliError } from '../../kernel/kernel.ts';
import type { Fault, FileKind, PackDocument, Path, Shelf, ShelfPack } from '../../registers/registers.ts';
import { checkRows, faultAt, fits, namesIn, recordsOf, shelfPack, text } from '../../registers/registers.ts';
import { targets } from '../definitions/check.ts';
import type { ActDefinition } from '../definitions/definition.ts';
import { ProcedureDefinition, ServiceItem } from '../definitions/definition.ts';
import type { Field } from '../forms/field.ts';
import { readForm } from '../forms/field.ts';
import { isBad } from '../ratings/rating.ts';
import { channels } from './case.ts';

const closed = { additionalProperties: false };
const Values = Type.Record(Type.String(), Type.Unknown());
const Step = Type.Object(
  {
    after: Type.Number({ minimum: 0 }),
    by: Type.String({ minLength: 1 }),
    act: Type.String({ minLength: 1 }),
    opinion: Type.Optional(Type.String()),
    form: Type.Optional(Values),
  },
  closed,
);
/** A case of a demonstration, lived through step by step: `cases.yaml`. */
const Story = Type.Object(
  {
    item: Type.String(),
    applicant: Type.String(),
    opened: Type.Number({ minimum: 0 }),
    channel: Type.Unsafe<(typeof channels)[number]>({ type: 'string', enum: [...channels] }),
    agent: Type.Optional(
      Type.Object(
        { name: Type.String({ minLength: 1 }), relation: Type.String({ minLength: 1 }), mandate: Type.String({ minLength: 1 }) },
        closed,
      ),
    ),
    form: Values,
    acts: Type.Array(Step),
    rating: Type.Optional(Type.Object({ grade: Type.Integer({ minimum: 1, maximum: 5 }), comment: Type.String() }, closed)),
  },
  closed,
);
type Story = Static<typeof Story>;
type Step = Static<typeof Step>;

export const storyFile: FileKind = { path: /^cases\.yaml$/, home: 'demonstration', needed: ['cases.yaml'], check: checkStories };

/** Who can act in a story, by the name it gives them, with the role each holds. */
type Cast = ReadonlyMap<string, string>;

function checkStories(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const own = shelfPack(shelf, document.pack)!;
  const { faults, rows } = checkRows<Story>(document, Story);
  const cast = own.unreadable.has('staff') ? undefined : castOf(own);
  return [...faults, ...rows.flatMap(([index, story]) => checkStory(document, shelf, own, cast, index, story))];
}

/** Staff are named by office (`unit:…`) or by post and place; others by their login. */
function castOf(pack: ShelfPack): Cast {
  const members = (pack.sections.get('staff')?.data as { staff?: unknown } | undefined)?.staff;
  const staff = (Array.isArray(members) ? members : []) as { login?: unknown; role?: unknown; region?: unknown; unit?: unknown }[];
  return new Map(staff.filter((one) => typeof one === 'object' && one !== null).map((one) => [storyName(one), String(one.role)]));
}

/** How a story names a member of staff. */
export function storyName({ login, role, region, unit }: { login?: unknown; role?: unknown; region?: unknown; unit?: unknown }): string {
  if (unit !== undefined) return `unit:${String(unit)}`;
  const names: Record<string, string> = {
    'community-clerk': `shequ.${String(region)}`,
    'community-director': `zhuren.${String(region)}`,
    'town-officer': `town.${String(region).slice(0, 9)}`,
    'county-officer': 'county',
  };
  return names[String(role)] ?? String(login);
}

/** The day that stands for those a story leaves open. */
const STORY_DAY = '2026-01-01';

function checkStory(document: PackDocument, shelf: Shelf, own: ShelfPack, cast: Cast | undefined, index: number, story: Story): Fault[] {
  const faults: Fault[] = [];
  const say = (path: Path, key: string, values: Record<string, string | number> = {}): number =>
    faults.push(faultAt(document, [index, ...path], `story.${key}`, values));
  if (!namesIn(shelf, 'items', 'item').has(story.item)) say(['item'], 'item', { item: story.item });
  if (!namesIn(shelf, 'people', 'phone', [own]).has(story.applicant)) say(['applicant'], 'applicant');
  if (story.rating && isBad(story.rating.grade) && story.rating.comment.trim() === '')
    say(['rating', 'comment'], 'comment', { grade: story.rating.grade });
  const item = offered(shelf, own, story.item);
  if (!item) return faults;
  const offers = fits(item.channels, ServiceItem.properties.channels) ? (item.channels as readonly string[]) : undefined;
  if (offers && !offers.includes(story.channel)) say(['channel'], 'channel', { channel: story.channel, channels: offers.join(' / ') });
  if (story.channel === 'agent' && !story.agent) say(['channel'], 'agent');
  const fields = questions(item);
  // Phone and address are known from the register.
  if (fields)
    faults.push(
      ...checkAnswers(
        document,
        [index, 'form'],
        fields,
        { contact_phone: '19900000000', address: '0', ...story.form },
        Object.keys(story.form),
      ),
    );
  const procedure = shelf.packs.flatMap((pack) => recordsOf(pack, 'procedures')).find((one) => one.procedure === item.procedure);
  return [
    ...faults,
    ...checkSteps(
      document,
      shelf,
      own,
      cast,
      index,
      story,
      fits(procedure, ProcedureDefinition) ? (procedure as unknown as ProcedureDefinition) : undefined,
    ),
  ];
}

/** The item as it stands in the pack's place: the general pack's entry with what the pack restates. */
function offered(shelf: Shelf, own: ShelfPack, name: string): Partial<ServiceItem> | undefined {
  const found = [shelfPack(shelf, 'base'), own].flatMap((pack) => recordsOf(pack, 'items').filter((one) => one.item === name));
  return found.length === 0 ? undefined : (Object.assign({}, ...found) as Partial<ServiceItem>);
}

/** The questions of an item whose form is sound; undefined otherwise, which is told there. */
function questions(item: Partial<ServiceItem>): Field[] | undefined {
  return fits(item.pages, ServiceItem.properties.pages) ? item.pages!.flatMap((page) => page.questions) : undefined;
}

/** Answers to questions nobody asks, and answers the form would refuse. */
function checkAnswers(
  document: PackDocument,
  path: Path,
  fields: readonly Field[],
  given: Record<string, unknown>,
  written: readonly string[],
): Fault[] {
  const strangers = written.filter((name) => !fields.some((field) => field.name === name));
  const faults = strangers.map((name) => faultAt(document, [...path, name], 'story.question', { name }));
  try {
    readForm(fields, given, STORY_DAY);
    return faults;
  } catch (error) {
    if (!(error instanceof LinliError)) throw error;
    return [
      ...faults,
      ...Object.entries(error.fields).map(([name, code]) =>
        faultAt(document, [...path, name], 'story.answer', { name, sentence: text(`errors.${code}.sentence`, error.faults[name]?.values) }),
      ),
    ];
  }
}

function checkSteps(
  document: PackDocument,
  shelf: Shelf,
  own: ShelfPack,
  cast: Cast | undefined,
  index: number,
  story: Story,
  procedure: ProcedureDefinition | undefined,
): Fault[] {
  const faults: Fault[] = [];
  let states = new Set(procedure ? [procedure.start] : []);
  for (const [at, step] of story.acts.entries()) {
    const path = [index, 'acts', at];
    const say = (field: string, key: string, values: Record<string, string | number> = {}): number =>
      faults.push(faultAt(document, [...path, field], `story.${key}`, values));
    if (at > 0 && step.after < story.acts[at - 1]!.after) say('after', 'earlier', { after: step.after, before: story.acts[at - 1]!.after });
    if (cast && step.by !== 'resident' && !cast.has(step.by)) say('by', 'nobody', { by: step.by });
    if (step.act === 'answer' || !procedure) continue;
    const act = procedure.acts.find((one) => one.act === step.act);
    if (!act) {
      say('act', 'act', { act: step.act, procedure: procedure.procedure });
      states = new Set(procedure.states.map((one) => one.state));
      continue;
    }
    if (!act.from.some((state) => states.has(state))) say('act', 'state', { act: step.act, states: [...states].join(' / ') });
    states = after(act, states);
    faults.push(...checkStep(document, shelf, own, cast, path, step, act));
  }
  return faults;
}

/** Where the case may stand after an act. */
function after(act: ActDefinition, states: ReadonlySet<string>): Set<string> {
  const reached = targets(act);
  return reached.length > 0 ? new Set(reached) : new Set(act.from.filter((state) => states.has(state)));
}

function checkStep(
  document: PackDocument,
  shelf: Shelf,
  own: ShelfPack,
  cast: Cast | undefined,
  path: Path,
  step: Step,
  act: ActDefinition,
): Fault[] {
  const faults: Fault[] = [];
  const role = step.by === 'resident' ? 'resident' : cast?.get(step.by);
  if (role !== undefined && !act.roles.includes(role))
    faults.push(faultAt(document, [...path, 'by'], 'story.role', { by: step.by, role, act: step.act }));
  if (act.opinion === 'required' && !step.opinion?.trim())
    faults.push(faultAt(document, [...path, 'act'], 'story.opinion', { act: step.act }));
  const form = Object.fromEntries(
    Object.entries(step.form ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/^\{(day|next-month)\}$/, STORY_DAY) : value,
    ]),
  );
  if (act.kind !== 'correct') faults.push(...checkAnswers(document, [...path, 'form'], act.form ?? [], form, Object.keys(form)));
  const unit = form.unit;
  if (typeof unit === 'string' && !namesIn(shelf, 'units', 'unit', [own]).has(unit))
    faults.push(faultAt(document, [...path, 'form', 'unit'], 'unit-unknown', { unit }));
  return faults;
}
