import { EditOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'corrections',
    path: '/corrections',
    needs: ['person.write'],
    group: 'work',
    icon: EditOutlined,
    load: async () => (await import('./corrections.tsx')).CorrectionsPage,
  },
] as const satisfies readonly PageDescriptor[];
