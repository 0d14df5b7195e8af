import { DatabaseOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

/** Said by the server of every hat to which at least one register opens. */
const needs = ['registers.open'] as const;

export const pages = [
  {
    page: 'registers',
    path: '/registers',
    needs,
    group: 'state',
    icon: DatabaseOutlined,
    load: async () => (await import('./registers.tsx')).RegistersPage,
  },
  {
    page: 'register',
    path: '/registers/:register',
    needs,
    under: 'registers',
    load: async () => (await import('./register.tsx')).RegisterPage,
  },
  {
    page: 'duplicates',
    path: '/registers/:register/duplicates',
    needs,
    under: 'registers',
    load: async () => (await import('./duplicates.tsx')).DuplicatesPage,
  },
  {
    page: 'entry',
    path: '/registers/:register/:county/:id',
    needs,
    under: 'registers',
    load: async () => (await import('./entry.tsx')).EntryPage,
  },
] as const satisfies readonly PageDescriptor[];
