import { useQuery } from '@tanstack/react-query';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { getPrivacy } from './privacy.client.ts';

/** What a person agreed to, and what the person said about the own record. */
export function Privacy({ person }: { person: { readonly county: string; readonly id: string } }) {
  const { county, id } = person;
  const answer = useQuery({ queryKey: ['privacy', county, id], queryFn: () => getPrivacy({ county, id }) });
  return (
    <Sheet title={words('privacy.title')}>
      <Await answer={answer}>
        {({ consents, corrections }) => (
          <div className="stack tight">
            <ul className="stack tight">
              {consents.map((one) => (
                <li key={one.purpose}>
                  <span className={one.state === 'holds' ? 'mark-tag' : 'mark-tag plain'}>{words(`privacy.state.${one.state}`)}</span>{' '}
                  {one.title} {one.at && <span className="quiet small">{day(one.at)}</span>}
                </li>
              ))}
            </ul>
            {corrections.map((one) => (
              <p key={one.askedAt} className="small">
                {words('privacy.said', { part: one.part, said: one.said, at: day(one.askedAt) })}{' '}
                {one.outcome === null ? (
                  <Link to={link('proposals')}>{words('privacy.waiting')}</Link>
                ) : (
                  `${words(`proposals.outcome.${one.outcome}`)} · ${one.answer}`
                )}
              </p>
            ))}
          </div>
        )}
      </Await>
    </Sheet>
  );
}
