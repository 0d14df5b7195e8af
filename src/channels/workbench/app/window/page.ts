import { ShopOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'window',
    path: '/window',
    needs: ['window.serve'],
    group: 'work',
    icon: ShopOutlined,
    load: async () => (await import('./window.tsx')).WindowPage,
  },
  {
    page: 'apply',
    path: '/window/:county/:person/:item',
    needs: ['window.serve'],
    under: 'window',
    load: async () => (await import('./window.tsx')).ApplyPage,
  },
] as const satisfies readonly PageDescriptor[];
