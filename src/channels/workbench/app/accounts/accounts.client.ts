import { call, download } from '../client/client.ts';
import type { FieldValues } from '../form/fields.ts';

export interface Appointment {
  readonly id: string;
  readonly role: string;
  readonly roleTitle: string;
  readonly level: string;
  readonly region: string;
  readonly regionName: string;
  readonly unit: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  readonly lockedUntil: string | null;
  readonly disabledAt: string | null;
  readonly state: 'active' | 'idle' | 'locked' | 'disabled';
  readonly appointments: readonly Appointment[];
}

export interface Role {
  readonly role: string;
  readonly title: string;
  readonly levels: readonly string[];
  readonly powers: readonly string[];
}

export interface Delegation {
  readonly id: string;
  readonly appointment: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly revokedAt: string | null;
  readonly ownerName: string;
  readonly standInName: string;
  readonly standInLogin: string;
}

export interface AccountQuery {
  readonly query?: string;
  readonly role?: string;
  readonly region?: string;
  readonly state?: string;
  readonly sort?: string;
}

export const listAccounts = (asked: AccountQuery, after?: string) =>
  call<{ accounts: Account[]; next?: string | null }>('GET', '/accounts', { query: { ...asked, after } });
export const exportAccounts = (asked: AccountQuery, filename: string) => download('/accounts/export', filename, { ...asked });
export const createAccount = (body: FieldValues) => call<{ id: string; oneTimeCode: string }>('POST', '/accounts', { body });
export const resetAccount = (id: string) => call<{ oneTimeCode: string }>('POST', `/accounts/${id}/reset`);
export const unlockAccount = (id: string) => call<unknown>('POST', `/accounts/${id}/unlock`);
export const disableAccount = (id: string) => call<unknown>('POST', `/accounts/${id}/disable`);
export const appoint = (id: string, body: FieldValues) => call<unknown>('POST', `/accounts/${id}/appointments`, { body });
export const endAppointment = (id: string, body: FieldValues) => call<unknown>('POST', `/appointments/${id}/end`, { body });
export const handOver = (body: { fromAppointment: string; toAppointment: string; note: string }) =>
  call<{ cases: number }>('POST', '/handovers', { body });
export const listRoles = () => call<{ roles: Role[] }>('GET', '/roles');
/** The departments of a county; an older server does not list them, and the code is typed instead. */
export const listUnits = (county: string) => call<{ units: { id: string; name: string }[] }>('GET', '/units', { query: { county } });
export const listDelegations = () => call<{ delegations: Delegation[] }>('GET', '/delegations');
export const delegate = (body: FieldValues) => call<unknown>('POST', '/delegations', { body });
export const revokeDelegation = (id: string) => call<unknown>('POST', `/delegations/${id}/revoke`);
