import { useQuery } from '@tanstack/react-query';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { words } from '../text/words.ts';
import { listRoster } from './roster.client.ts';
import { sexAge } from './search.tsx';

/** Who lives in a household, as far as this hat sees them. */
export function Members({ household }: { household: { readonly county: string; readonly id: string } }) {
  const answer = useQuery({
    queryKey: ['roster', 'household', household.id],
    queryFn: () => listRoster({ household: household.id, limit: 100 }),
  });
  return (
    <Sheet title={words('person.members')}>
      <Await answer={answer}>
        {({ people }) =>
          people.length === 0 ? (
            <p className="quiet">{words('person.noMembers')}</p>
          ) : (
            <ul className="stack tight">
              {people.map((one) => (
                <li key={one.id} className="row">
                  <Link to={link('person', { county: one.county, id: one.id })}>{one.name}</Link>
                  <span className="quiet">{[one.relation, sexAge(one)].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Sheet>
  );
}
