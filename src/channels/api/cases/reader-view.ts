import { maskName, text } from '../../../registers/registers.ts';

/** A reckoning of days; why a clock stood is somebody's words. */
interface Reckoned {
  readonly pauses: readonly object[];
  readonly trace: readonly { readonly kind: string }[];
}

interface Told {
  readonly title: string;
  readonly value: string;
}

/**
 * A case for those who read along without working on it: where it stands and how long it takes, not what people wrote about themselves.
 * Free words may name anybody, so they stay with the hats that handle cases.
 */
export function forReaders(view: Record<string, unknown>): Record<string, unknown> {
  const hidden = text('workbench.readersOnly');
  const hide = (one: Told): Told => ({ ...one, value: hidden });
  const rating = view.rating as { comment: string } | null;
  const about = view.about as { comment: string } | null;
  const agent = view.agent as { name: string } | null;
  const one = view.case as { handler: { office: string } };
  const deadline = view.deadline as Reckoned | null;
  // Part by part: what the page learns to show later stays hidden here until somebody decides otherwise.
  return {
    case: { ...one, decision: null, handler: { office: one.handler.office, name: '' } },
    form: (view.form as (Told & { kind: string })[]).map((one) => (one.kind === 'text' || one.kind === 'textarea' ? hide(one) : one)),
    acts: (view.acts as { opinion: string; reason: string; answers: Told[] }[]).map((act) => ({
      ...act,
      opinion: act.opinion && hidden,
      reason: act.reason && hidden,
      answers: act.answers.map(hide),
    })),
    consultations: (view.consultations as { question: string; opinion: string | null }[]).map((one) => ({
      ...one,
      question: hidden,
      opinion: one.opinion && hidden,
    })),
    deadline: deadline && {
      ...deadline,
      pauses: deadline.pauses.map((pause) => ({ ...pause, reason: hidden })),
      trace: deadline.trace.map((step) => (step.kind === 'paused' ? { ...step, note: hidden } : step)),
    },
    rating: rating && { ...rating, comment: rating.comment && hidden },
    about: about && { ...about, comment: about.comment && hidden },
    rectification: view.rectification,
    agent: agent && { name: maskName(agent.name), relation: '', mandate: '' },
    applicant: view.applicant,
    materials: view.materials,
    fileRules: view.fileRules,
    attachments: [],
    allowed: view.allowed,
    waiting: view.waiting,
    result: null,
    same: { entitlements: [], cases: [] },
  };
}
