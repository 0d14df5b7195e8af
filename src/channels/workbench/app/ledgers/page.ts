import { FormOutlined, TableOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

const reads = ['ledger.keep', 'ledger.read'] as const;
const works = ['ledger.fill', 'ledger.check'] as const;

export const pages = [
  {
    page: 'sheets',
    path: '/sheets',
    needs: works,
    group: 'work',
    icon: FormOutlined,
    load: async () => (await import('./sheets.tsx')).SheetsPage,
  },
  {
    page: 'sheet',
    path: '/sheets/:county/:id',
    needs: [...works, ...reads],
    under: 'sheets',
    load: async () => (await import('./sheet.tsx')).SheetPage,
  },
  {
    page: 'ledgers',
    path: '/ledgers',
    needs: reads,
    group: 'work',
    icon: TableOutlined,
    load: async () => (await import('./ledgers.tsx')).LedgersPage,
  },
  {
    page: 'ledger-new',
    path: '/ledgers/new',
    needs: ['ledger.keep'],
    under: 'ledgers',
    load: async () => (await import('./maker.tsx')).NewLedgerPage,
  },
  {
    page: 'ledger-edit',
    path: '/ledgers/:county/:id/edit',
    needs: ['ledger.keep'],
    under: 'ledgers',
    load: async () => (await import('./maker.tsx')).EditLedgerPage,
  },
  {
    page: 'ledger',
    path: '/ledgers/:county/:id',
    needs: [...reads, ...works],
    under: 'ledgers',
    load: async () => (await import('./ledger.tsx')).LedgerPage,
  },
] as const satisfies readonly PageDescriptor[];
