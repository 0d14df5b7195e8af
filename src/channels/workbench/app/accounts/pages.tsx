export function AccountsPage() { return null; }
export function RolesPage() { return null; }
