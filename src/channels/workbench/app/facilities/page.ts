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
] as const satisfies readonly PageDescriptor[];
