import type { Register } from './declare.ts';
import { decidedFields } from './entry.ts';

export type Way = 'read' | 'write' | 'approve';

/** The powers that open a register: of it alone, of its area, of all registers. Whoever may write may read; a guarded one is written only with a power of its own. */
export function powersFor({ register, area, guarded }: Pick<Register, 'register' | 'area' | 'guarded'>, way: Way): string[] {
  const ways: readonly Way[] = way === 'read' ? ['read', 'write'] : [way];
  const names = guarded && way === 'write' ? [area, register] : ['registers', area, register];
  return ways.flatMap((one) => names.map((name) => `${name}.${one}`));
}

/** Whether a holder of these powers may read or write a register; what is about residents only beside the power to read people. */
export function mayOpen(powers: readonly string[], one: Pick<Register, 'register' | 'area' | 'guarded' | 'personal'>, way: Way): boolean {
  if (one.personal && !powers.includes('person.read')) return false;
  return powersFor(one, way).some((power) => powers.includes(power));
}

/** Whether a holder of these powers proposes or decides corrections of a register. */
export function mayPropose(powers: readonly string[], one: Register): boolean {
  return decidedFields(one, Object.keys(one.fields)).length > 0 && (mayOpen(powers, one, 'write') || mayOpen(powers, one, 'approve'));
}

/** Every power the declared registers give rise to. */
export function registerPowers(all: readonly Pick<Register, 'register' | 'area'>[]): string[] {
  const names = ['registers', ...all.flatMap((one) => [one.area, one.register])];
  return [...new Set(names)].flatMap((name) => [`${name}.read`, `${name}.write`, `${name}.approve`]);
}
