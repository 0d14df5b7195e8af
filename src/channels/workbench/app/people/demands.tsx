import { CaseTable } from '../inbox/table.tsx';
import { Empty, Sheet } from '../kit/page.tsx';
import { Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Person } from './people.client.ts';

/** What a person asked for: what is still open, and what came of the rest and how content the person was. */
export function Demands({ cases }: Pick<Person, 'cases'>) {
  const open = cases.filter(({ closedAt }) => closedAt === null);
  const closed = cases.filter(({ closedAt }) => closedAt !== null);
  return (
    <>
      <Sheet title={words('person.openCases')} pad={false}>
        {open.length === 0 ? <Empty title={words('person.noOpenCases')} /> : <CaseTable rows={open} ofOne />}
      </Sheet>
      <Sheet title={words('person.closedCases')}>
        {closed.length === 0 ? (
          <p className="quiet">{words('person.noClosedCases')}</p>
        ) : (
          <ul className="stack tight">
            {closed.map((one) => (
              <li key={one.id}>
                <Link to={link('case', { county: one.county, id: one.id })}>{one.title}</Link>
                <p className="small soft">
                  {[
                    one.outcomeTitle || one.stateTitle,
                    one.closedAt ? day(one.closedAt) : '',
                    one.grade === null ? words('person.unrated') : words('person.rated', { grade: words(`grade.${one.grade}`) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Sheet>
    </>
  );
}
