export function ReportsPage() { return null; }
export function ReportPage() { return null; }
