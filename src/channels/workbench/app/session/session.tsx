import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { forgetFiles } from '../cases/act-files.ts';
import { setCsrf, whenExpired } from '../client/client.ts';
import { forgetForms } from '../form/use-form.ts';
import { forgetDrafts } from '../visits/draft.ts';
import type { Hat, Session } from './session.client.ts';
import { getSession } from './session.client.ts';

interface SessionState {
  readonly session: Session | undefined;
  readonly error: unknown;
  /** The server no longer knows us while a page is open: signing in again brings the page back as it was. */
  readonly expired: boolean;
  readonly accept: (session: Session) => void;
  readonly refresh: () => Promise<void>;
}

const Context = createContext<SessionState | undefined>(undefined);

/** Who is signed in, under which hat. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [expired, setExpired] = useState(false);
  const answer = useQuery({ queryKey: ['session'], queryFn: getSession, staleTime: Infinity, retry: 1 });
  const session = answer.data;
  if (session) setCsrf(session.csrf);
  useEffect(() => {
    whenExpired(() => setExpired(true));
  }, []);
  const state = useMemo<SessionState>(
    () => ({
      session,
      error: answer.error,
      expired: expired && Boolean(session?.account),
      accept: (next) => {
        setCsrf(next.csrf);
        const stays = expired && session !== undefined && sameHat(session, next);
        setExpired(false);
        if (!stays) forgetAll();
        if (!stays) client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
        client.setQueryData(['session'], next);
        if (stays) void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      },
      refresh: async () => {
        setExpired(false);
        forgetAll();
        await client.invalidateQueries({ queryKey: ['session'] });
      },
    }),
    [session, answer.error, expired, client],
  );
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

/** What was typed and chosen belongs to the person who did. */
function forgetAll(): void {
  forgetForms();
  forgetFiles();
  forgetDrafts();
}

function sameHat(a: Session, b: Session): boolean {
  return a.account?.id === b.account?.id && a.hat?.appointment === b.hat?.appointment && a.hat?.delegation?.id === b.hat?.delegation?.id;
}

export function useSession(): SessionState {
  const state = useContext(Context);
  if (!state) throw new Error('useSession stands outside SessionProvider');
  return state;
}

/** The hat worn now. Pages are only shown under one. */
export function useHat(): Hat {
  const { session } = useSession();
  if (!session?.hat) throw new Error('no hat is worn');
  return session.hat;
}

/** Whether the hat may do this. The server decides; this only spares people buttons that would be refused. */
export function usePower(power: string): boolean {
  return useHat().powers.includes(power);
}
