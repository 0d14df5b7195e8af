import { DatabaseOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

const needs = ['registers.read', 'registers.write'] as const;

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
    page: 'entry',
    path: '/registers/:register/:county/:id',
    needs,
    under: 'registers',
    load: async () => (await import('./entry.tsx')).EntryPage,
  },
] as const satisfies readonly PageDescriptor[];
