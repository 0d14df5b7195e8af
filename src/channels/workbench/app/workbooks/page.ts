import { FileSearchOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'workbooks',
    path: '/workbooks',
    needs: ['person.read'],
    group: 'state',
    icon: FileSearchOutlined,
    load: async () => (await import('./workbooks.tsx')).WorkbooksPage,
  },
] as const satisfies readonly PageDescriptor[];
