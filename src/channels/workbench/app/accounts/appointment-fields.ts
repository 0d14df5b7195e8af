import { useQuery } from '@tanstack/react-query';
import type { Field } from '../form/fields.ts';
import { useHat } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { listRoles } from './accounts.client.ts';

const order = ['province', 'city', 'county', 'town', 'community', 'grid'];

/** The questions of an appointment: only roles that stand inside one's own level are offered. */
export function useAppointmentFields(): readonly Field[] {
  const hat = useHat();
  const roles = useQuery({ queryKey: ['roles'], queryFn: listRoles, staleTime: 600_000 });
  const inside = (level: string) => level === 'unit' || order.indexOf(level) >= order.indexOf(hat.level);
  const options = (roles.data?.roles ?? []).filter((role) => role.levels.some(inside)).map((role) => ({ value: role.role, title: role.title }));
  return [
    { name: 'role', title: words('accounts.role'), kind: 'choice', required: true, options },
    { name: 'region', title: words('accounts.region'), hint: words('accounts.regionHint'), kind: 'region', required: true },
    { name: 'unit', title: words('accounts.unit'), hint: words('accounts.unitHint', { county: hat.county }), kind: 'text' },
    { name: 'validFrom', title: words('accounts.validFrom'), kind: 'date', required: true },
    { name: 'validTo', title: words('accounts.validTo'), hint: words('accounts.validToHint'), kind: 'date' },
  ];
}
