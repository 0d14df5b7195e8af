import { Sheet } from '../kit/page.tsx';
import { day, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { CaseConsultation } from './case.client.ts';

/** What other departments were asked, and what they said. */
export function Consultations({ consultations }: { consultations: readonly CaseConsultation[] }) {
  return (
    <Sheet title={words('case.consultations')}>
      <ul className="stack">
        {consultations.map((each) => (
          <li key={each.id}>
            <div className="row">
              <strong>{each.unitName}</strong>
              {each.answeredAt ? (
                <span className="mark-tag">{wordsOr(`answer.${each.answer}`, each.answer ?? '')}</span>
              ) : (
                <span className="mark-tag amber">{words('case.waiting', { day: day(each.dueOn) })}</span>
              )}
            </div>
            <p className="soft">{each.question}</p>
            {each.answeredAt && (
              <p className="quote">
                {each.opinion || words('none')}
                <span className="quiet small"> — {minute(each.answeredAt)}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
