import type { Member } from '../../../registers/registers.ts';
import { maskName, text } from '../../../registers/registers.ts';
import type { Choice } from '../../web/components/radios/radios.tsx';

/**
 * Who shares a telephone, as choices that differ: the masked name; behind names with one mask sex and year of birth, and where these are equal too
 * the end of the id number.
 */
export function choicesOf(people: readonly Member[]): Choice[] {
  const telling: readonly ((one: Member) => string)[] = [
    () => '',
    ({ sex, birth }) =>
      text('hall.signIn.born', {
        sex: text(`hall.signIn.sex.${sex === '1' || sex === '2' ? sex : 'unknown'}`),
        year: birth?.slice(0, 4) ?? '',
      }),
    (one) => `${telling[1]!(one)}${text('hall.signIn.idEnd', { last: one.id_last4.slice(-2) })}`,
  ];
  return people.map((one) => {
    const alike = people.filter((other) => maskName(other.name) === maskName(one.name));
    const hint = telling.find((tell) => alike.every((other) => other === one || tell(other) !== tell(one))) ?? telling.at(-1)!;
    return { value: one.id, title: maskName(one.name), ...(hint(one) === '' ? {} : { hint: hint(one) }) };
  });
}
