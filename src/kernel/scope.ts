/**
 * The database session's view of who is asking. One login role and one row policy exist per level; the code is compared for
 * equality with the stored column of that level.
 */
export const levels = ['province', 'city', 'county', 'town', 'community', 'grid', 'unit', 'resident', 'public', 'gate', 'job'] as const;
export type Level = (typeof levels)[number];

export interface Scope {
  readonly level: Level;
  /** What the policy of this level compares with: a region code, a unit id or a person id; empty for public, gate and job. */
  readonly code: string;
  /** The tenant; empty above the county level and for public, gate and job. */
  readonly county: string;
}

export const publicScope: Scope = { level: 'public', code: '', county: '' };
/** Sign-in, before anybody's scope is known. */
export const gateScope: Scope = { level: 'gate', code: '', county: '' };
/** Background work: sealing, folding, delivering. */
export const jobScope: Scope = { level: 'job', code: '', county: '' };

const SAFE = /^[0-9A-Za-z:-]*$/;

/** The literal statements that put a transaction under a scope. Throws on any character that could leave the literal. */
export function openStatements(scope: Scope): readonly string[] {
  if (!SAFE.test(scope.code) || !SAFE.test(scope.county)) throw new Error('scope holds an unsafe character');
  return [`set local linli.scope = '${scope.code}'`, `set local linli.county = '${scope.county}'`];
}

/** What opens a transaction under a scope, as one text. */
export function openStatement(scope: Scope): string {
  return ['begin', ...openStatements(scope)].join('; ');
}
