import type { AuditEntry, Call, Day, FieldFault, Handle, Some, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, dayOf, isDay, LinliError, newId, someOf } from '../../kernel/kernel.ts';
import { ancestryOfCode, anyEntryCall, declaredRegisters, levelOfCode, outOfRange } from '../../registers/registers.ts';
import { indicatorErrors } from '../errors.ts';
import type { Measure } from '../targets/target.ts';

/** A value of a measure that no register keeps yet, with who says so. */
export interface ReportedInput {
  readonly region: string;
  readonly measure: string;
  readonly as_of: Day;
  readonly value: number;
  readonly source: string;
  readonly note: string;
}

const insert = {
  name: 'reported-value-insert',
  text: `insert into indicators.reported_value (county, id, region, province, city, town, community, measure, as_of, value, source, note, entered_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
};
const list = {
  name: 'reported-value-list',
  text: `select region, measure, as_of, value, source, note, entered_by, entered_at from indicators.reported_value
          where ($1::text is null or region = $1) and ($2::text is null or measure = $2) order by entered_at desc limit $3`,
};

/** Enters values, all or none. Throws MEASURE_UNKNOWN for a measure that a register keeps or whose level is another, INPUT_INVALID for other faults. */
export async function reportValues(
  handle: Handle,
  vault: Vault,
  inputs: readonly ReportedInput[],
  measures: readonly Measure[],
  by: Pick<AuditEntry, 'actor' | 'hat' | 'channel' | 'at'>,
): Promise<void> {
  for (const input of inputs) refuseFaulty(input, measures, dayOf(by.at));
  await refuseKnown(handle, inputs, measures);
  const rows = inputs.map((input) => {
    const { province, city, county, town, community } = ancestryOfCode(input.region);
    return { ...input, id: newId(), province, city, county: county!, town, community, entered_by: by.actor };
  });
  const audit = rows.map((row) =>
    auditRow(vault, {
      ...by,
      county: row.county,
      action: 'measure.report',
      subject: `measure:${row.region}:${row.measure}`,
      reason: row.source,
      detail: { value: row.value, as_of: row.as_of },
    }),
  );
  const inserts = rows.map((row): Call => {
    const { county, id, region, province, city, town, community, measure, as_of, value, source, note, entered_by } = row;
    const place = [county, id, region, province, city ?? null, town ?? null, community ?? null];
    return [insert, [...place, measure, as_of, value, source, note, entered_by]];
  });
  await handle.batch([...inserts, appendAudit(audit)]);
}

/** Where a register holds entries of a community, its figures come from there and nobody types them. Throws MEASURE_UNKNOWN. */
async function refuseKnown(handle: Handle, inputs: readonly ReportedInput[], measures: readonly Measure[]): Promise<void> {
  const kept = inputs.flatMap((input) => {
    const measure = measures.find((one) => one.name === input.measure);
    const register = measure?.kept === 'registers' ? declaredRegisters.find((one) => one.register === measure.register) : undefined;
    return register ? [{ input, call: anyEntryCall(register, input.region) }] : [];
  });
  if (kept.length === 0) return;
  const found = await handle.batch(kept.map((one) => one.call));
  const known = kept.find((_, at) => found[at]!.length > 0);
  if (known) throw new LinliError(indicatorErrors.MEASURE_UNKNOWN, { measure: known.input.measure });
}

function refuseFaulty(input: ReportedInput, measures: readonly Measure[], today: Day): void {
  const measure = measures.find((one) => one.name === input.measure);
  if ((measure?.kept !== 'reported' && measure?.kept !== 'registers') || measure.level !== levelOfCode(input.region))
    throw new LinliError(indicatorErrors.MEASURE_UNKNOWN, { measure: input.measure });
  const fields: Record<string, string | FieldFault> = {};
  if (!isDay(input.as_of)) fields.as_of = 'FIELD_NOT_DATE';
  else if (input.as_of > today) fields.as_of = indicatorErrors.FIELD_DATE_AHEAD;
  if (!Number.isFinite(input.value) || input.value < 0) fields.value = outOfRange(0, undefined);
  if (input.source.trim() === '') fields.source = 'FIELD_REQUIRED';
  if (Object.keys(fields).length > 0) throw new LinliError('INPUT_INVALID', {}, fields);
}

export interface ReportedValue extends ReportedInput {
  readonly entered_by: string;
  readonly entered_at: Date;
}

/** The values entered in the caller's scope, the youngest first. */
export async function listReportedValues(handle: Handle, region?: string, measure?: string, most = 1_000): Promise<Some<ReportedValue>> {
  return someOf(await handle.query<ReportedValue>(list, [region ?? null, measure ?? null, most + 1]), most);
}
