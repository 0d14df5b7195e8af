import { UserOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'people',
    path: '/people',
    needs: ['person.read'],
    group: 'work',
    icon: UserOutlined,
    load: async () => (await import('./people.tsx')).PeoplePage,
  },
  {
    page: 'person',
    path: '/people/:county/:id',
    needs: ['person.read'],
    under: 'people',
    load: async () => (await import('./people.tsx')).PersonPage,
  },
] as const satisfies readonly PageDescriptor[];
