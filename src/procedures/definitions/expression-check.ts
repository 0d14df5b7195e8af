import type { Fault, PackDocument, Path, Shelf } from '../../registers/registers.ts';
import { compileExpression, ExpressionFault, faultAt, namesIn } from '../../registers/registers.ts';
import type { Field } from '../forms/field.ts';
import { guardVariables } from './definition.ts';

/** The names a condition may read within `form`, `entered`, `decision` and `applicant`; what is left out may hold anything. */
export type Readable = Readonly<Partial<Record<'form' | 'entered' | 'decision' | 'applicant', readonly string[]>>>;

/** What the register tells of an applicant (`applicantFacts`). */
export const applicantNames = ['age', 'sex', 'labels'];

/** Faults of one condition or suggestion: its grammar and types, and every name it reads. */
export function checkCondition(document: PackDocument, path: Path, source: string, readable: Readable, shelf: Shelf): Fault[] {
  try {
    compileExpression(source, guardVariables);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return [faultAt(document, path, 'procedure.expression', { source, detail: error.detail })];
  }
  const parameters = namesIn(shelf, 'parameters', 'name');
  const bare = source.replace(/"[^"]*"|'[^']*'/g, '""');
  return [...bare.matchAll(/(?<![.\w])(\w+)\.(\w+)/g)].flatMap(([, whole = '', part = '']) => {
    if (whole === 'limit')
      return parameters.has(`service.${part}`) ? [] : [faultAt(document, path, 'procedure.parameter', { name: `service.${part}` })];
    const known = readable[whole as keyof Readable];
    return known && !known.includes(part) ? [faultAt(document, path, 'procedure.name', { source, name: `${whole}.${part}` })] : [];
  });
}

/** Faults of the questions of one form: names asked twice, choices without options, bounds that cross, suggestions. */
export function checkFields(document: PackDocument, path: Path, fields: readonly Field[], readable: Readable, shelf: Shelf): Fault[] {
  return fields.flatMap((field, at) => {
    const here = [...path, at];
    const faults: Fault[] = [];
    const values = (field.options ?? []).map((option) => option.value);
    const choosing = field.kind === 'choice' || field.kind === 'choices';
    if (fields.findIndex((other) => other.name === field.name) < at)
      faults.push(faultAt(document, [...here, 'name'], 'procedure.question', { name: field.name }));
    if (choosing && !field.options) faults.push(faultAt(document, here, 'procedure.options', { name: field.name }));
    for (const value of new Set(values.filter((one, place) => values.indexOf(one) < place)))
      faults.push(faultAt(document, [...here, 'options'], 'procedure.option', { name: field.name, value }));
    if (field.least !== undefined && field.most !== undefined && field.least > field.most)
      faults.push(faultAt(document, [...here, 'least'], 'procedure.bounds', { name: field.name, least: field.least, most: field.most }));
    if (field.suggest !== undefined) faults.push(...checkCondition(document, [...here, 'suggest'], field.suggest, readable, shelf));
    return faults;
  });
}
