import { dayOf } from '../../kernel/kernel.ts';
import type { Expression } from '../../registers/registers.ts';
import { compileExpression, ExpressionFault, fillText, text } from '../../registers/registers.ts';
import type { ActDefinition, ServiceDefinition } from '../definitions/definition.ts';
import { guardVariables } from '../definitions/definition.ts';
import type { Case } from './case.ts';
import { clockOf } from './case.ts';

/** What conditions read besides the case itself. */
export interface CaseContext {
  readonly now: Date;
  readonly definition: ServiceDefinition;
  /** Facts of the applicant: age, sex, labels. */
  readonly applicant: Readonly<Record<string, unknown>>;
  /** Units that were asked about the case and have not answered yet. */
  readonly openConsultations: readonly string[];
  /** Material names with an attachment. */
  readonly attachments: readonly string[];
}

/** What the conditions of a pack may look at, under the names of `guardVariables`. */
export type GuardFacts = Readonly<Record<keyof typeof guardVariables, unknown>>;

type Told = Pick<Case, 'form' | 'decision' | 'accepted_at' | 'deadline'>;

/** Before anything was handed in: what the register alone can say about a condition. */
export const nothingTold: Told = { form: {}, decision: {}, accepted_at: null, deadline: {} };

/** The facts of a case for conditions, branches and suggestions. */
export function guardFacts(one: Told, entered: Readonly<Record<string, unknown>>, context: CaseContext): GuardFacts {
  return {
    form: one.form,
    entered,
    decision: one.decision,
    applicant: context.applicant,
    limit: limitsOf(context.definition),
    today: dayOf(context.now),
    accepted: one.accepted_at !== null,
    extended: clockOf(one)?.extended ?? 0,
    open_consultations: context.openConsultations.length,
    returns: one.decision.returns ?? 0,
    attachments: context.attachments,
  };
}

const limits = new WeakMap<ServiceDefinition, Record<string, unknown>>();

/** The definition's values under the names conditions use: without `service.`. */
function limitsOf(definition: ServiceDefinition): Record<string, unknown> {
  const known =
    limits.get(definition) ??
    Object.fromEntries(Object.entries(definition.values).map(([name, value]) => [name.replace(/^service\./, ''), value]));
  limits.set(definition, known);
  return known;
}

/** Whether a pack's condition holds. */
export function holds(source: string, facts: GuardFacts): boolean {
  return expressionOf(source).evaluate(facts) === true;
}

/** A condition with the number it asks for, and the applicant's own beside it where the pack says how. */
export function sayCondition({ title, own }: ServiceDefinition['item']['conditions'][number], applicant: CaseContext['applicant']): string {
  const age = Number(applicant.age ?? -1);
  return own === undefined || age < 0 ? title : text('procedures.condition', { title, own: fillText(own, { age }) });
}

/** Conditions that the register alone already shows to be unmet, in words: better told before the first question than after the last. */
export function unmetBefore(context: CaseContext): string[] {
  const facts = guardFacts(nothingTold, {}, context);
  const known = context.definition.item.conditions.filter((one) => one.when !== undefined && !/\b(form|attachments)\b/.test(one.when));
  return known.filter((one) => !holds(one.when!, facts)).map((one) => sayCondition(one, context.applicant));
}

/** A sentence of a guard with what was entered in it: `{entered.amount}`. */
export function sayGuard(sentence: string, entered: Readonly<Record<string, unknown>>): string {
  return sentence.replace(/\{entered\.(\w+)\}/g, (whole, name: string) => String(entered[name] ?? whole));
}

/** What only the act itself brings, or what a view does not load. */
const NOT_YET_KNOWN = /\b(entered|attachments|labels)\b/;

/** Why an act must wait whatever is answered in it: the sentence of a guard that looks at the case alone and does not hold now. */
export function heldUp(act: ActDefinition, facts: GuardFacts): string | undefined {
  return (act.guards ?? []).find((guard) => !NOT_YET_KNOWN.test(guard.when) && evaluated(guard.when, facts) === false)?.otherwise;
}

/**
 * What an act's questions most likely want as an answer, by name: the sum the town proposed, the allowance of the applicant's age. A question
 * whose suggestion lacks a value (no such parameter here, nothing proposed yet) is simply asked.
 */
export function suggestedValues(act: ActDefinition, facts: GuardFacts): Record<string, string | number | boolean> {
  const found = (act.form ?? []).flatMap((field) => {
    const value = field.suggest === undefined ? undefined : evaluated(field.suggest, facts);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[field.name, value] as const] : [];
  });
  return Object.fromEntries(found);
}

function evaluated(source: string, facts: GuardFacts): unknown {
  try {
    return expressionOf(source).evaluate(facts);
  } catch (error) {
    if (error instanceof ExpressionFault) return undefined;
    throw error;
  }
}

const compiled = new Map<string, Expression>();

function expressionOf(source: string): Expression {
  const expression = compiled.get(source) ?? compileExpression(source, guardVariables);
  compiled.set(source, expression);
  return expression;
}
