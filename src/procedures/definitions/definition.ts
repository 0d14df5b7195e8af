import type { Static } from 'typebox';
import { Type } from 'typebox';
import { DayText, OpenDay, periods, text } from '../../registers/registers.ts';
import { Field } from '../forms/field.ts';

const closed = { additionalProperties: false };
const oneOf = <const T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] });
/** What people read: never empty. */
const Words = Type.String({ minLength: 1 });
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]*$', form: 'name' });

/** The closed list of what can happen to a case. A pack names and combines them; their meaning stands in `cases/transition.ts`. */
export const actKinds = [
  'submit',
  'receive',
  'accept',
  'request-correction',
  'correct',
  'refuse',
  'forward',
  'return',
  'rule',
  'consult',
  'pause',
  'resume',
  'extend',
  'decide',
  'deliver',
  'confirm',
  'reopen',
  'withdraw',
  'supervise',
  'note',
] as const;
export const holders = ['applicant', 'community', 'town', 'county', 'nobody'] as const;
export const clocks = ['waiting', 'running', 'paused', 'stopped'] as const;
export const relations = ['holder', 'applicant', 'above', 'anyone'] as const;

/** A state of a case: who holds it and what its clock does. */
export const StateDefinition = Type.Object(
  {
    state: Name,
    title: Words,
    /** How a resident is told where the case stands. */
    plain: Words,
    holder: oneOf(holders),
    clock: oneOf(clocks),
    final: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type StateDefinition = Static<typeof StateDefinition>;

const Notice = Type.Object(
  {
    to: oneOf(['applicant', 'community', 'town', 'county', 'holder'] as const),
    template: Type.String(),
    /** What is said instead once the promised day is over: a sentence that names it as still to come would be untrue. */
    late: Type.Optional(Type.String()),
  },
  closed,
);

/** One allowed move. */
export const ActDefinition = Type.Object(
  {
    act: Name,
    kind: oneOf(actKinds),
    title: Words,
    from: Type.Array(Name, { minItems: 1 }),
    /** Target state; absent means that the state stays. */
    to: Type.Optional(Name),
    /** First branch whose condition holds wins over `to`. */
    branches: Type.Optional(Type.Array(Type.Object({ when: Type.String(), to: Name }, closed))),
    roles: Type.Array(Name, { minItems: 1 }),
    relation: oneOf(relations),
    style: oneOf(['primary', 'secondary', 'danger'] as const),
    opinion: oneOf(['required', 'optional', 'none'] as const),
    form: Type.Optional(Type.Array(Field)),
    /** What the files that come with the act usually are: a visit's photo, a signed form. Guards find them under these names in `attachments`. */
    files: Type.Optional(Type.Array(Type.Object({ material: Name, title: Words }, closed))),
    guards: Type.Optional(Type.Array(Type.Object({ when: Type.String(), otherwise: Words }, closed))),
    notices: Type.Optional(Type.Array(Notice)),
    outcome: Type.Optional(Type.String()),
    /** Label the applicant receives in the person register, on the basis of this case. */
    label: Type.Optional(Type.String()),
  },
  closed,
);
export type ActDefinition = Static<typeof ActDefinition>;

export const ProcedureDefinition = Type.Object(
  {
    procedure: Name,
    title: Words,
    start: Name,
    states: Type.Array(StateDefinition, { minItems: 2 }),
    acts: Type.Array(ActDefinition, { minItems: 1 }),
    /** Names of dated parameters: acceptance, pause cap, extension, confirmation, consultation (all days). */
    limits: Type.Object(
      {
        acceptance: Type.String(),
        pause_cap: Type.String(),
        extension: Type.String(),
        confirmation: Type.String(),
        consultation: Type.String(),
      },
      closed,
    ),
    /** Facts a consulted unit is shown; nothing else leaves the case. */
    consultation: Type.Optional(
      Type.Object({ units: Type.Array(Type.String(), { minItems: 1 }), shows: Type.Array(Type.String(), { minItems: 1 }) }, closed),
    ),
    rated: Type.Boolean(),
    source: Words,
  },
  closed,
);
export type ProcedureDefinition = Static<typeof ProcedureDefinition>;

const Material = Type.Object(
  {
    material: Words,
    title: Words,
    from: Words,
    required: Type.Boolean(),
    original: oneOf(['seen', 'copy', 'none'] as const),
    note: Type.Optional(Type.String()),
  },
  closed,
);
const TimeLimit = Type.Object(
  {
    days: Type.Integer({ minimum: 1 }),
    unit: oneOf(['working', 'calendar'] as const),
    source: Words,
    verify: Type.Optional(Type.Boolean()),
  },
  closed,
);
const FieldName = Type.String({ pattern: '^[a-z][a-z0-9_]*$', form: 'measure' });
/** What a granted application gives, and whether one person can have it twice. */
const EntitlementRule = Type.Object(
  {
    /** What it is called, once received. */
    title: Words,
    /** Question of the deciding act that says how much. */
    amount: FieldName,
    /** Question of the deciding act that says from which day; without it the day of the decision. */
    from: Type.Optional(FieldName),
    per: oneOf(periods),
    /** `single`: one at a time, a second one only under an exception and with a reason; `open`: every application stands for itself. */
    repeat: oneOf(['single', 'open'] as const),
    /** When a second one is right all the same. The new one then takes the place of what ran. */
    exceptions: Type.Optional(Type.Array(Type.Object({ exception: Name, title: Words }, closed), { minItems: 1 })),
    source: Words,
    verify: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type EntitlementRule = Static<typeof EntitlementRule>;

const Page = Type.Object(
  { page: Name, title: Words, why: Type.Optional(Type.String()), questions: Type.Array(Field, { minItems: 1, maxItems: 4 }) },
  closed,
);

/** A service item with everything an 办事指南 shows. */
export const ServiceItem = Type.Object(
  {
    item: Name,
    title: Words,
    summary: Words,
    category: oneOf(['public-service', 'agency-service'] as const),
    item_type: Type.String({ pattern: '^(0[1-9]|10|20)$', form: 'item-type' }),
    /** Words people use for it. */
    aliases: Type.Array(Type.String()),
    department: Words,
    basis: Type.Array(Type.Object({ title: Words, article: Type.Optional(Type.String()), verify: Type.Optional(Type.Boolean()) }, closed), {
      minItems: 1,
    }),
    who: Words,
    conditions: Type.Array(
      Type.Object(
        {
          /** With the number it asks for: `{limit.old_age_from}` is the value of `service.old_age_from` on the day. */
          title: Words,
          when: Type.Optional(Type.String()),
          /** The applicant's own number beside it; `{age}` is filled in. */
          own: Type.Optional(Words),
        },
        closed,
      ),
    ),
    materials: Type.Array(Material),
    steps: Type.Array(Type.Object({ title: Words, by: Words, takes: Type.Optional(Type.String()) }, closed), { minItems: 1 }),
    legal_limit: TimeLimit,
    promised_limit: TimeLimit,
    visits: Type.Integer({ minimum: 0 }),
    fee: Type.Object({ charged: Type.Boolean(), note: Type.String() }, closed),
    channels: Type.Array(oneOf(['hall', 'window', 'kiosk', 'agent', 'hotline'] as const), { minItems: 1 }),
    places: Type.String(),
    hours: Type.String(),
    consult: Type.String(),
    complain: Type.String(),
    result: Type.Object({ kind: oneOf(['payment', 'certificate', 'answer'] as const), title: Words, text: Words }, closed),
    entitlement: Type.Optional(EntitlementRule),
    /** What begins it when no person does: the first bad rating of a case opens one that is about that case. */
    opened_by: Type.Optional(oneOf(['bad-rating'] as const)),
    procedure: Name,
    pages: Type.Array(Page),
    version: Type.Integer({ minimum: 1 }),
    valid_from: DayText,
    valid_to: Type.Optional(OpenDay),
  },
  closed,
);
export type ServiceItem = Static<typeof ServiceItem>;

/**
 * Variables that guards, branches and suggestions may read. `today` is a day as `2026-03-01`, so that days compare as texts; `extended` counts
 * the days granted by extensions.
 */
export const guardVariables = {
  form: 'map',
  entered: 'map',
  decision: 'map',
  applicant: 'map',
  limit: 'map',
  today: 'string',
  accepted: 'bool',
  extended: 'double',
  open_consultations: 'double',
  returns: 'double',
  attachments: 'list',
} as const;

/** An item with its procedure and the dated values they name, as they stood when a case began: the unit that is hashed and kept. */
export interface ServiceDefinition {
  readonly pack: string;
  readonly item: ServiceItem;
  readonly procedure: ProcedureDefinition;
  /** Dated parameters, by name. */
  readonly values: Readonly<Record<string, number | string | boolean | readonly (number | string)[]>>;
  readonly demonstration: boolean;
}

/** All questions of an item, page by page. */
export function itemFields(item: ServiceItem): readonly Field[] {
  const known = fieldsOf.get(item) ?? item.pages.flatMap((page) => page.questions);
  fieldsOf.set(item, known);
  return known;
}

const fieldsOf = new WeakMap<ServiceItem, readonly Field[]>();

/** What a file may be that is neither a material of the item nor named by an act. */
export const otherFile = 'other';

/** What a file sent with an act may be, the likeliest first: what the act names, what the applicant brings, anything else. */
export function fileKinds(definition: ServiceDefinition, act: ActDefinition): { material: string; title: string }[] {
  const brought = definition.item.materials.filter((one) => one.from === 'applicant').map(({ material, title }) => ({ material, title }));
  const named = act.files ?? [];
  const other = { material: otherFile, title: text('procedures.otherFile') };
  if (act.kind === 'correct') return [...brought, ...named, other];
  return named.length > 0 ? [...named, ...brought, other] : [other, ...brought];
}

/** How a file of a case is called. */
export function fileTitle(definition: ServiceDefinition, material: string): string {
  if (material === otherFile) return text('procedures.otherFile');
  const named = definition.procedure.acts.flatMap((act) => act.files ?? []);
  return [...definition.item.materials, ...named].find((one) => one.material === material)?.title ?? material;
}

/** Throws when the definition does not know the state: a case would be lost in it. */
export function stateOf(procedure: ProcedureDefinition, state: string): StateDefinition {
  const found = procedure.states.find((one) => one.state === state);
  if (!found) throw new Error(`${procedure.procedure} has no state ${state}`);
  return found;
}
