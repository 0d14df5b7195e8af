import { RegisterPage } from '../registers/register.tsx';

/** The register of service facilities, at the address under which offices know it. */
export function FacilitiesPage() {
  return <RegisterPage register="facility" />;
}
