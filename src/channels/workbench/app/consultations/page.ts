import { MessageOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'consultations',
    path: '/consultations',
    needs: ['consultation.answer'],
    group: 'work',
    icon: MessageOutlined,
    load: async () => (await import('./consultations.tsx')).ConsultationsPage,
  },
] as const satisfies readonly PageDescriptor[];
