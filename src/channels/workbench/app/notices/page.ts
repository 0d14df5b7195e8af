import { BellOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'notices',
    path: '/notices',
    needs: ['case.handle'],
    group: 'work',
    icon: BellOutlined,
    load: async () => (await import('./notices.tsx')).NoticesPage,
  },
] as const satisfies readonly PageDescriptor[];
