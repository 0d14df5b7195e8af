import { useQuery } from '@tanstack/react-query';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { listProposals } from '../proposals/proposals.client.ts';
import { Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import './visits.css';
import type { Door } from './visits.client.ts';
import { listDoors } from './visits.client.ts';

/** Where a grid worker goes today: by day and address, with what is known already. */
export function TodayPage() {
  const answer = useQuery({ queryKey: ['visits', 'today'], queryFn: listDoors });
  return (
    <Page title={words('visits.today')} lead={words('visits.lead')}>
      <div className="stack">
        <Returned />
        <Await answer={answer}>
          {({ doors }) =>
            doors.length === 0 ? (
              <Sheet>
                <Empty title={words('visits.none')} />
              </Sheet>
            ) : (
              <ol className="stack tight plain-list">
                {doors.map((door) => (
                  <li key={`${door.task} ${door.person}`}>
                    <DoorRow door={door} />
                  </li>
                ))}
              </ol>
            )
          }
        </Await>
      </div>
    </Page>
  );
}

function DoorRow({ door }: { door: Door }) {
  const { county, task, person, names, labels, address } = door;
  return (
    <Link className="sheet visit-door" to={link('visit', { county, task, person })}>
      <strong>{address}</strong>
      <span>{names.join(words('registers.comma'))}</span>
      {labels.length > 0 && <span className="quiet small">{labels.join(words('registers.comma'))}</span>}
      <span className="small soft">
        {words('visits.due', { task: door.task_title, due: day(door.due_on) })}{' '}
        {door.late && <span className="mark-tag red">{words('visits.late')}</span>}{' '}
        {door.tried_on && <span className="mark-tag amber">{words('visits.tried', { on: day(door.tried_on) })}</span>}
      </span>
    </Link>
  );
}

/** What the community handed back: to be looked at once more. */
function Returned() {
  const answer = useQuery({ queryKey: ['proposals', 'visit', false], queryFn: () => listProposals('visit', false) });
  const back = (answer.data?.proposals ?? []).filter((one) => one.own && one.outcome === 'returned');
  if (back.length === 0) return null;
  return (
    <Sheet title={words('visits.returned')}>
      <ul className="stack tight">
        {back.map((one) => (
          <li key={one.id}>
            <p>{one.title}</p>
            <p className="quote">{one.answer}</p>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
