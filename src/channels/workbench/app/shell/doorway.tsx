import { useEffect } from 'react';
import { Problem } from '../kit/problem.tsx';
import { ChangeOneTimeCode, HatChooser, hatKey, SignInAgain } from '../session/doors.tsx';
import { useSession } from '../session/session.tsx';
import { Shell } from './shell.tsx';

/** Which door stands open: sign-in, a password of one's own, the choice of a hat, or the workbench itself. */
export function Doorway() {
  const { session, error, expired, refresh } = useSession();
  if (!session)
    return error ? (
      <main className="main">
        <Problem error={error} retry={() => void refresh()} />
      </main>
    ) : null;
  if (!session.account) return <ToDoor />;
  if (session.account.mustChange) return <ChangeOneTimeCode />;
  if (!session.hat) return <HatChooser />;
  return (
    <>
      <div inert={expired}>
        <Shell key={hatKey(session.hat)} />
      </div>
      {expired && (
        <div className="over" role="dialog" aria-modal="true">
          <SignInAgain />
        </div>
      )}
    </>
  );
}

/** Who is not signed in comes in by the page in front, and from there back to this one. */
function ToDoor() {
  useEffect(() => {
    location.replace(`/workbench/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
  }, []);
  return null;
}
