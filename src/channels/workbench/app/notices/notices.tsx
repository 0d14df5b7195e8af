import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Empty, Page } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { ago } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Notice } from './notices.client.ts';
import { listNotices, readNotice } from './notices.client.ts';

/** What happened to the cases of this hat. */
export function NoticesPage() {
  const client = useQueryClient();
  const answer = useQuery({ queryKey: ['notices'], queryFn: listNotices });
  const read = async (notices: readonly Notice[]) => {
    await Promise.all(notices.map(readNotice));
    await client.invalidateQueries({ queryKey: ['notices'] });
  };
  const unread = answer.data?.notices.filter((notice) => !notice.readAt) ?? [];
  return (
    <Page
      title={words('notices.title')}
      lead={words('notices.lead')}
      actions={unread.length > 0 && <Button onClick={() => void read(unread)}>{words('notices.readAll')}</Button>}
    >
      <div className="sheet">
        <Await answer={answer}>
          {({ notices, more }) =>
            notices.length === 0 ? (
              <Empty title={words('notices.empty')} />
            ) : (
              <>
                <ul className="notices">
                  {notices.map((notice) => (
                    <NoticeLine key={notice.id} notice={notice} onRead={() => void read([notice])} />
                  ))}
                </ul>
                {more && <p className="quiet pad">{words('notices.more', { count: notices.length })}</p>}
              </>
            )
          }
        </Await>
      </div>
    </Page>
  );
}

function addressOf(notice: Notice): string {
  return notice.caseId ? link('case', { county: notice.county, id: notice.caseId }) : (notice.path ?? link('notices'));
}

function NoticeLine({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  return (
    <li className="pad row entry">
      <div className="grow">
        <Link to={addressOf(notice)} onClick={notice.readAt ? undefined : onRead} className={notice.readAt ? undefined : 'strong'}>
          {notice.sentence}
        </Link>
        <p className="quiet small">{[notice.number, ago(notice.createdAt)].filter(Boolean).join(' · ')}</p>
      </div>
      {!notice.readAt && (
        <Button size="small" onClick={onRead}>
          {words('notices.read')}
        </Button>
      )}
    </li>
  );
}
