import { TeamOutlined, UserOutlined } from '@ant-design/icons';
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
    page: 'roster',
    path: '/people/roster',
    needs: ['person.read'],
    group: 'work',
    icon: TeamOutlined,
    load: async () => (await import('./roster.tsx')).RosterPage,
  },
  {
    page: 'person',
    path: '/people/:county/:id',
    needs: ['person.read'],
    under: 'people',
    load: async () => (await import('./people.tsx')).PersonPage,
  },
] as const satisfies readonly PageDescriptor[];
