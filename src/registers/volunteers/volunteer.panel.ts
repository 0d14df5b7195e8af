import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import { populationOn } from '../populations/population-on.store.ts';
import { listPlaces } from '../regions/regions.ts';
import { entriesOn } from '../register/entries.store.ts';
import type { PanelRead } from '../register/panel.ts';
import { sayNames, targetIn } from '../register/panel.ts';
import { tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { recruitment } from './recruitment.ts';
import { volunteer } from './volunteer.register.ts';
import { volunteerTeam } from './volunteer-team.register.ts';

/** Registered volunteers against residents, and from where they come (VOL-01, VOL-02). */
export const volunteerRecruitment: PanelRead = {
  of: volunteer,
  panel: 'recruitment',
  for: ['VOL-01', 'VOL-02'],
  async read(desk) {
    const { handle, library, region, on, today } = desk;
    const [places, registered, identities, people] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, volunteer, { region, on, filled: 'number' }),
      tallyEntries(handle, volunteer, { region, on, by: 'identities', filled: 'number' }),
      populationOn(handle, region, on),
    ]);
    const kinds = choicesOf(library, volunteer, 'volunteer_identity');
    return recruitment({ on, places, registered, identities, kinds, people, target: targetIn(desk, 'volunteer.registered_share') });
  },
};

/** Teams with their members as the register of volunteers has them, and whether their insurance holds (VOL-04). */
export const teamStrength: PanelRead = {
  of: volunteerTeam,
  panel: 'strength',
  for: ['VOL-04'],
  async read(desk) {
    const { handle, library, region, on } = desk;
    const [teams, tallies] = await Promise.all([
      entriesOn(desk, volunteerTeam),
      tallyEntries(handle, volunteer, { region, on, by: 'team', filled: 'team' }),
    ]);
    const names = new Map(choicesOf(library, volunteerTeam, 'organisation_field').map((one) => [one.code, one.name]));
    const membersOf = (team: string): number => tallies.filter((one) => one.value === team).reduce((sum, one) => sum + one.count, 0);
    const rows = teams.map((team) => {
      const insured = team.insured && team.insured_until !== null && team.insured_until >= on;
      const members = membersOf(team.id);
      const fields = team.fields.map((field) => names.get(field) ?? field);
      return {
        key: team.id,
        name: team.name,
        values: { leader: team.leader, members, fields: sayNames(fields), insured_until: team.insured_until },
        met: members > 0 && insured,
        why: [
          text('panels.strength.members', { members }),
          insured ? text('panels.strength.insured', { until: sayDay(team.insured_until!) }) : text('panels.strength.not_insured'),
        ],
      };
    });
    const columns = (['leader', 'members', 'fields', 'insured_until'] as const).map((name) => ({
      name,
      title: text(`panels.strength.columns.${name}`),
    }));
    return { on, columns, rows, why: [text('panels.basis', { on: sayDay(on) }), text('panels.strength.rule')] };
  },
};
