export function PlanPage() { return null; }
export function TargetPage() { return null; }
