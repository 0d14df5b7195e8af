import { maskName, text } from '../../../registers/registers.ts';

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
  return {
    ...view,
    form: (view.form as (Told & { kind: string })[]).map((one) => (one.kind === 'text' || one.kind === 'textarea' ? hide(one) : one)),
    acts: (view.acts as { opinion: string; reason: string; answers: Told[] }[]).map((act) => ({ ...act, opinion: act.opinion && hidden, reason: act.reason && hidden, answers: act.answers.map(hide) })),
    consultations: (view.consultations as { question: string; opinion: string | null }[]).map((one) => ({ ...one, question: hidden, opinion: one.opinion && hidden })),
    rating: rating && { ...rating, comment: rating.comment && hidden }, about: about && { ...about, comment: about.comment && hidden },
    attachments: [], result: null, agent: agent && { ...agent, name: maskName(agent.name) },
  };
}
