import { InboxOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'inbox',
    path: '/',
    needs: ['case.read'],
    group: 'work',
    icon: InboxOutlined,
    load: async () => (await import('./inbox.tsx')).InboxPage,
  },
] as const satisfies readonly PageDescriptor[];
