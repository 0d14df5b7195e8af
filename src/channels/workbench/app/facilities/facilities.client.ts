import { call } from '../client/client.ts';

export const areaNames = ['area_service', 'area_activity', 'area_office', 'area_commercial'] as const;
export const kinds = [
  'service_centre',
  'service_station',
  'party_mass_centre',
  'day_care',
  'elder_activity',
  'culture_room',
  'reading_room',
  'women_children',
  'mediation_room',
  'service_outlet',
] as const;
export const buildCases = ['existing', 'new_estate', 'renewal'] as const;
export const sorts = ['name', 'community', 'area', 'built_on'] as const;
export const confidences = ['counted', 'reported', 'estimated'] as const;
export const bases = ['document', 'inspection', 'statement'] as const;

export interface Facility {
  readonly county: string;
  readonly id: string;
  readonly community: string;
  readonly community_name: string;
  readonly town_name?: string;
  readonly name: string;
  readonly kind: string;
  readonly build_case: string;
  readonly area?: number | string;
  readonly area_service: number | string;
  readonly area_activity: number | string;
  readonly area_office: number | string;
  readonly area_commercial: number | string;
  readonly shared: boolean;
  readonly address: string;
  readonly property_right: string;
  readonly built_on: string | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly source: string;
  readonly version: number;
}

export interface FacilityChange {
  readonly at: string;
  readonly actor: string;
  readonly basis_kind: string;
  readonly basis_id: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

export interface FacilityFilter {
  readonly community?: string | undefined;
  readonly kind?: string | undefined;
  readonly build_case?: string | undefined;
  readonly name?: string | undefined;
  readonly on?: string | undefined;
  readonly sort?: string | undefined;
  readonly descending?: boolean | undefined;
}

export interface Snapshot {
  readonly id: string;
  readonly community: string;
  readonly community_name: string;
  readonly as_of: string;
  readonly households: number;
  readonly residents: number;
  readonly source: string;
  readonly note: string;
  readonly confidence: string;
}

/** A community that lacks area under a standard of its plan. */
export interface Shortfall {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly plan: string;
  readonly households: number | null;
  readonly missing: number;
  readonly standards: readonly {
    readonly id: string;
    readonly title: string;
    readonly required: number;
    readonly has: number;
    readonly missing: number;
  }[];
}

export interface Overview {
  /** Titles of the plans whose standards are held against the communities. */
  readonly plans: readonly string[];
  readonly as_of: string;
  readonly communities: number;
  readonly unknown: number;
  readonly shortfalls: readonly Shortfall[];
  readonly bands: readonly { readonly from: number; readonly to?: number | null; readonly communities: number }[];
}

type Basis = { readonly kind: string; readonly id: string };

export const listFacilities = (filter: FacilityFilter, after?: string) =>
  call<{ facilities: Facility[]; next?: string | null }>('GET', '/facilities', { query: { ...filter, after } });
export const readOverview = (region: string) => call<Overview>('GET', '/facilities/overview', { query: { region } });
export const getFacility = (county: string, id: string) =>
  call<{ facility: Facility; history: FacilityChange[] }>('GET', `/facilities/${county}/${id}`);
export const addFacility = (facility: Record<string, unknown>, basis: Basis) =>
  call<unknown>('POST', '/facilities', { body: { facility, basis } });
export const changeFacility = (before: Facility, fields: Record<string, unknown>, basis: Basis) =>
  call<unknown>('PATCH', `/facilities/${before.county}/${before.id}`, { body: { version: before.version, fields, basis } });
export const listSnapshots = (community?: string, after?: string) =>
  call<{ snapshots: Snapshot[]; next?: string | null }>('GET', '/population-snapshots', { query: { community, after } });
export const addSnapshot = (snapshot: Record<string, unknown>, basis: Basis) =>
  call<unknown>('POST', '/population-snapshots', { body: { snapshot, basis } });
