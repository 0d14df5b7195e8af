import { call } from '../client/client.ts';

export interface Hat {
  readonly appointment: string;
  readonly delegation?: { readonly id: string; readonly from: string } | null;
  readonly role: string;
  readonly roleTitle: string;
  readonly level: string;
  readonly region: string;
  readonly regionName: string;
  readonly unit?: string | null;
  readonly unitName?: string | null;
  readonly county: string;
  readonly powers: readonly string[];
}

export interface Session {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly login: string;
    readonly totp: boolean;
    readonly mustChange: boolean;
  } | null;
  readonly hat: Hat | null;
  readonly hats: readonly Hat[];
  readonly csrf: string;
  readonly demonstration: boolean;
}

export interface OpenSession {
  readonly id: string;
  readonly startedAt: string;
  readonly seenAt: string;
  readonly address: string;
  readonly agent: string;
  readonly current: boolean;
}

export const getSession = () => call<Session>('GET', '/session');
export const signIn = (body: { login: string; password: string; totp?: string }) => call<Session>('POST', '/sign-in', { body });
export const wearHat = (hat: Hat) =>
  call<Session>('POST', '/session/hat', { body: { appointment: hat.appointment, delegation: hat.delegation?.id } });
export const signOut = () => call<unknown>('DELETE', '/session');
export const listSessions = () => call<{ sessions: OpenSession[] }>('GET', '/sessions');
export const endSession = (id: string) => call<unknown>('DELETE', `/sessions/${id}`);
export const endOtherSessions = () => call<unknown>('DELETE', '/sessions');
export const changePassword = (body: { current: string; next: string }) => call<unknown>('POST', '/account/password', { body });
export const beginTotp = (password: string) =>
  call<{ secret: string; uri: string; qr: string }>('POST', '/account/totp', { body: { password } });
export const confirmTotp = (code: string) => call<unknown>('PUT', '/account/totp', { body: { code } });
export const endTotp = (body: { password: string; code: string }) => call<unknown>('DELETE', '/account/totp', { body });
