import { ApartmentOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'regions',
    path: '/regions',
    needs: [],
    group: 'manage',
    icon: ApartmentOutlined,
    load: async () => (await import('./regions.tsx')).RegionsPage,
  },
  {
    page: 'regionChanges',
    path: '/regions/changes',
    needs: [],
    under: 'regions',
    load: async () => (await import('./changes.tsx')).RegionChangesPage,
  },
  {
    page: 'regionAssignments',
    path: '/regions/assignments',
    needs: ['region.change'],
    under: 'regions',
    load: async () => (await import('./assignments.tsx')).AssignmentsPage,
  },
] as const satisfies readonly PageDescriptor[];
