import { AimOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'plan',
    path: '/plan',
    needs: ['indicator.read'],
    group: 'state',
    icon: AimOutlined,
    load: async () => (await import('./plan.tsx')).PlanPage,
  },
  {
    page: 'target',
    path: '/plan/:target',
    needs: ['indicator.read'],
    under: 'plan',
    load: async () => (await import('./plan.tsx')).TargetPage,
  },
] as const satisfies readonly PageDescriptor[];
