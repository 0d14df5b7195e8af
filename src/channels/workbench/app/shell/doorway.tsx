import { Problem } from '../kit/problem.tsx';
import { ChangeOneTimeCode, HatChooser, hatKey, SignIn } from '../session/doors.tsx';
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
  if (!session.account) return <SignIn />;
  if (session.account.mustChange) return <ChangeOneTimeCode />;
  if (!session.hat) return <HatChooser />;
  return (
    <>
      <div inert={expired}>
        <Shell key={hatKey(session.hat)} />
      </div>
      {expired && (
        <div className="over" role="dialog" aria-modal="true">
          <SignIn again />
        </div>
      )}
    </>
  );
}
