import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { AuditHead } from './audit.ts';

const Heads = Type.Array(
  Type.Object({
    county: Type.String(),
    seq: Type.Number(),
    rows: Type.Number(),
    link: Type.String(),
    keyedFrom: Type.Number(),
    at: Type.String(),
    mac: Type.String(),
  }),
);

/** Where the heads of the chains are kept outside the database: `audit-heads` in the data folder. */
function fileOf(dataFolder: string): string {
  return join(dataFolder, 'audit-heads');
}

/** The heads kept outside; empty where none were kept yet. A file that cannot be read counts as heads that nobody made. */
export function readOutsideHeads(dataFolder: string): AuditHead[] {
  const file = fileOf(dataFolder);
  if (!existsSync(file)) return [];
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Check(Heads, read)) return read;
  } catch {
    // Told below.
  }
  return [{ county: '*', seq: 0, rows: 0, link: '', keyedFrom: 0, at: '', mac: '' }];
}

/**
 * Keeps heads outside. What is there already gives way to a later head of its county only: a chain that was cut does not take the memory of
 * its end with it.
 */
export function keepOutsideHeads(dataFolder: string, heads: readonly AuditHead[]): void {
  const kept = new Map(readOutsideHeads(dataFolder).map((one) => [one.county, one]));
  for (const head of heads) if (head.seq >= (kept.get(head.county)?.seq ?? 0)) kept.set(head.county, head);
  write(fileOf(dataFolder), [...kept.values()]);
}

/** After a restore the chains end where the backup's did; the heads from before are put beside, they are evidence. */
export function replaceOutsideHeads(dataFolder: string, heads: readonly AuditHead[], now: Date): void {
  const file = fileOf(dataFolder);
  if (existsSync(file)) renameSync(file, `${file}.${now.toISOString().replace(/[:.]/g, '-')}`);
  write(file, heads);
}

function write(file: string, heads: readonly AuditHead[]): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, `${JSON.stringify(heads, null, 1)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
