import { HomeOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'facilities',
    path: '/facilities',
    needs: ['facility.write', 'indicator.read'],
    group: 'state',
    icon: HomeOutlined,
    load: async () => (await import('./facilities.tsx')).FacilitiesPage,
  },
  {
    page: 'population',
    path: '/facilities/population',
    needs: ['facility.write', 'indicator.read'],
    under: 'facilities',
    load: async () => (await import('./population.tsx')).PopulationPage,
  },
] as const satisfies readonly PageDescriptor[];
