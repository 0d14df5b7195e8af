import type { Day } from '../../kernel/kernel.ts';
import { defineErrors } from '../../kernel/kernel.ts';
import type { Place } from '../../registers/registers.ts';
import type { CaseClock } from './deadline.ts';

export const caseErrors = defineErrors({
  CASE_NOT_FOUND: 404,
  CASE_MOVED: 409,
  KEY_REUSED: 409,
  ACT_NOT_ALLOWED: 403,
  OPINION_NEEDED: 400,
  GUARD_FAILED: 409,
  EXTENSION_TOO_LONG: 409,
  CONSULTATION_OPEN: 409,
  CONSULTATION_ANSWERED: 409,
  CONSULTATION_NOT_FOUND: 404,
  ATTACHMENT_NOT_FOUND: 404,
  ATTACHMENT_KIND: 415,
  ATTACHMENT_HEIC: 415,
  ATTACHMENT_EMPTY: 400,
  ATTACHMENT_TOO_MANY: 429,
  ATTACHMENT_GONE: 409,
  DRAFT_NOT_FOUND: 404,
  CHANNEL_NOT_OFFERED: 400,
  CONDITION_NOT_MET: 409,
  MATERIAL_MISSING: 400,
  CORRECTION_EMPTY: 400,
  CASE_SEARCH_BY_NUMBER: 403,
  OWN_VOICE_NEEDED: 403,
});

export type Holder = 'applicant' | 'community' | 'town' | 'county' | 'nobody';
export const channels = ['hall', 'window', 'kiosk', 'agent', 'hotline', 'workbench', 'system'] as const;
export type Channel = (typeof channels)[number];

/** Who acts for the applicant, with whose word. */
export interface Agent {
  readonly name: string;
  readonly relation: string;
  readonly mandate: string;
  readonly recordedBy: string;
}

/** What the acts left behind that later acts and guards read. */
export interface DecisionFacts {
  readonly returns?: number;
  readonly counted?: 'on-time' | 'late';
  readonly ratingRound?: number;
  /** Set by a confirmation that somebody helped with: until when the applicant may object, and who helped. */
  readonly objection?: { readonly until: Day; readonly helper: string };
  readonly [name: string]: unknown;
}

/** The folded state of a case, as stored. */
export interface Case extends Place {
  readonly id: string;
  readonly number: string;
  readonly item: string;
  readonly procedure: string;
  readonly pack: string;
  readonly pack_hash: string;
  readonly applicant: string;
  readonly applicant_mask: string;
  readonly agent: Agent | null;
  readonly title: string;
  readonly state: string;
  readonly holder: Holder;
  readonly holder_since: string;
  readonly assignee: string | null;
  readonly channel: Channel;
  readonly opened_at: string;
  readonly accepted_at: string | null;
  readonly due_on: Day | null;
  readonly due_provisional: boolean;
  readonly deadline: CaseClock | Record<string, never>;
  readonly paused_at: string | null;
  readonly supervised_at: string | null;
  readonly closed_at: string | null;
  readonly outcome: string | null;
  readonly form: Readonly<Record<string, unknown>>;
  readonly decision: DecisionFacts;
  readonly origin: string | null;
  readonly acts: number;
  /** Community it was in before a change of regions; null when that never changed. */
  readonly former?: string | null;
}

export interface Actor {
  /** `account:<id>`, `person:<id>` or `system`. */
  readonly id: string;
  readonly name: string;
  readonly hat: string;
  readonly role: string;
  /** The level the actor's hat stands on; `resident` for the applicant. */
  readonly level: string;
  readonly channel: Channel;
}

/** What a resident's hat begins with when somebody on the staff, named behind it, helped to sign in; and when it was that one's own telephone. */
export const helpedMark = 'helped-by:';
export const staffPhoneMark = 'staff-phone:';

/** The clock of a case, or undefined before one was set. */
export function clockOf(one: Pick<Case, 'deadline'>): CaseClock | undefined {
  return 'start' in one.deadline ? (one.deadline as CaseClock) : undefined;
}
