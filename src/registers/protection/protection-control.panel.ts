import { declaredRegisters } from '../declared.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { entriesOn } from '../register/entries.store.ts';
import type { PanelRead } from '../register/panel.ts';
import { choicesOf, fieldWords, wordsOf } from '../register/words.ts';
import type { ClassRule, Control } from './protection.ts';
import { controlList, dataClasses } from './protection.ts';
import { protectionControl } from './protection-control.register.ts';

/** The control list to fill and to print (SEC-01). */
export const protectionControls: PanelRead = {
  of: protectionControl,
  panel: 'controls',
  for: ['SEC-01'],
  async read(desk) {
    const { library, on } = desk;
    const met = library.codeTable('protection_state').filter((row) => row.met === '1');
    return controlList(on, library.codeTable('protection_control') as unknown as Control[], await entriesOn(desk, protectionControl), {
      states: new Map(choicesOf(library, protectionControl, 'protection_state').map((one) => [one.code, one.name])),
      met: new Set(met.map((row) => row.code!)),
    });
  },
};

/** The classes of data, field by field (SEC-01). */
export const protectedData: PanelRead = {
  of: protectionControl,
  panel: 'classes',
  for: ['SEC-01'],
  read({ library, on }) {
    const registers = declaredRegisters.map((one) => {
      const words = wordsOf(library, one);
      const titles = new Map(Object.keys(one.fields).map((name) => [name, fieldWords(words, name).title]));
      return { one, title: words.title, titles };
    });
    return Promise.resolve(dataClasses(on, registers, rulesOf(library)));
  },
};

function rulesOf(library: PackLibrary): ClassRule[] {
  return library.codeTable('data_class') as unknown as ClassRule[];
}
