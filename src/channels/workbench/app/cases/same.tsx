import type { Entitlement } from '../entitlements/entitlements.client.ts';
import { EntitlementList } from '../entitlements/entitlements.tsx';
import { Sheet } from '../kit/page.tsx';
import { Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { CaseRow } from './case.client.ts';

interface SameProps {
  readonly entitlements: readonly Entitlement[];
  readonly cases: readonly CaseRow[];
}

/** The same person, the same item: told before anybody decides, with day and result. */
export function SameSheet({ entitlements, cases }: SameProps) {
  if (entitlements.length === 0 && cases.length === 0) return null;
  return (
    <Sheet title={words('entitlements.same')} id="same">
      <p className="soft small">{words('entitlements.sameLead')}</p>
      <EntitlementList entitlements={entitlements} untitled />
      <ul className="stack tight">
        {cases
          .filter((one) => entitlements.every((each) => each.caseId !== one.id))
          .map((one) => (
            <li key={one.id}>
              <Link to={link('case', one)}>{one.number}</Link>{' '}
              <span className="quiet small">
                {day(one.closedAt ?? one.openedAt)} · {one.stateTitle}
                {one.outcomeTitle && ` · ${one.outcomeTitle}`}
              </span>
            </li>
          ))}
      </ul>
    </Sheet>
  );
}
