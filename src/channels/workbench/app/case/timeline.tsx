import { Sheet } from '../kit/page.tsx';
import { minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Act } from './case.client.ts';

/** Every act, newest first. */
export function Timeline({ acts }: { acts: readonly Act[] }) {
  const newest = [...acts].sort((a, b) => b.seq - a.seq);
  return (
    <Sheet title={words('case.timeline')}>
      <ol className="timeline" reversed>
        {newest.map((act, at) => (
          <li key={act.seq} className={at === 0 ? 'now' : undefined}>
            <div className="row" style={{ gap: 8 }}><strong>{act.title}</strong>{act.toTitle && act.fromTitle !== act.toTitle && <span className="mark-tag plain">{act.fromTitle ? `${act.fromTitle} → ` : ''}{act.toTitle}</span>}</div>
            <p className="quiet small">{[act.actorName, wordsOr(`role.${act.role}`, act.roleTitle), minute(act.at), wordsOr(`channel.${act.channel}`, act.channel)].filter(Boolean).join(' · ')}</p>
            {act.answers && act.answers.length > 0 && <p className="soft small">{act.answers.map((each) => `${each.title} ${each.value}`).join(' · ')}</p>}
            {act.opinion && <p className="quote">{act.opinion}</p>}
            {act.reason && act.reason !== act.opinion && !act.answers?.some((each) => each.value === act.reason) && <p className="soft small">{words('case.because', { reason: act.reason })}</p>}
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
