import { download } from '../client/client.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { ListQuery } from './query.ts';
import type { RegisterView } from './registers.client.ts';

/** Takes the list out as a sheet, for a purpose that is written on it and noted. */
export function ExportForm({ register, query, onDone }: { register: RegisterView; query: ListQuery; onDone: () => void }) {
  const form = useForm({
    fields: [{ name: 'purpose', title: words('export.purpose'), hint: words('export.hint'), kind: 'text', required: true, max: 100 }],
    send: ({ purpose }) => {
      const { limit: _, columns: __, ...narrowed } = query;
      const path = `/registers/${register.register}/export.xlsx`;
      return download(path, `${register.title}-${isoDay()}.xlsx`, { ...narrowed, purpose: String(purpose) });
    },
  });
  return <FormSheet form={form} submit={words('export.submit')} onDone={onDone} idPrefix="export" />;
}
