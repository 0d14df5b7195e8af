export function FacilitiesPage() { return null; }
export function PopulationPage() { return null; }
