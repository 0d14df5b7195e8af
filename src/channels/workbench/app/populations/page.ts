import { TeamOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'population',
    path: '/facilities/population',
    needs: ['facility.write', 'indicator.read'],
    group: 'state',
    icon: TeamOutlined,
    load: async () => (await import('./population.tsx')).PopulationPage,
  },
] as const satisfies readonly PageDescriptor[];
