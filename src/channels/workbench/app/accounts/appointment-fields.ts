import { useQuery } from '@tanstack/react-query';
import type { Field, FieldValues } from '../form/fields.ts';
import { useHat } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { listRoles, listUnits } from './accounts.client.ts';

const order = ['province', 'city', 'county', 'town', 'community', 'grid'];

/** The questions of an appointment: only roles that stand inside one's own level are offered. */
export function useAppointmentFields(): (values: FieldValues) => readonly Field[] {
  const hat = useHat();
  const roles = useQuery({ queryKey: ['roles'], queryFn: listRoles, staleTime: 600_000 });
  const inside = (level: string) => level === 'unit' || order.indexOf(level) >= order.indexOf(hat.level);
  const options = (roles.data?.roles ?? [])
    .filter((role) => role.levels.some(inside))
    .map((role) => ({ value: role.role, title: role.title }));
  const units = useQuery({ queryKey: ['units', hat.county], queryFn: () => listUnits(hat.county), staleTime: 600_000, retry: false });
  const offices = units.data?.units.map((unit) => ({ value: unit.id, title: unit.name }));
  const unit: Field = {
    name: 'unit',
    title: words('accounts.unit'),
    required: true,
    ...(offices ? { kind: 'choice', options: offices } : { kind: 'text', hint: words('accounts.unitHint', { county: hat.county }) }),
  };
  const ofUnit = (role: unknown) => roles.data?.roles.find((one) => one.role === role)?.levels.includes('unit') ?? false;
  return (values) => [
    { name: 'role', title: words('accounts.role'), kind: 'choice', required: true, options },
    { name: 'region', title: words('accounts.region'), hint: words('accounts.regionHint'), kind: 'region', required: true },
    ...(ofUnit(values.role) ? [unit] : []),
    { name: 'validFrom', title: words('accounts.validFrom'), kind: 'date', required: true },
    { name: 'validTo', title: words('accounts.validTo'), hint: words('accounts.validToHint'), kind: 'date' },
  ];
}
