import { Button } from 'antd';
import type { FieldErrors } from '../client/client.ts';
import { FieldRow } from '../form/field.tsx';
import type { Field } from '../form/fields.ts';
import { Facts, Sheet } from '../kit/page.tsx';
import { sexAge } from '../people/search.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Draft } from './draft.ts';
import type { Member, OpenDoor } from './visits.client.ts';

export interface PartProps {
  readonly open: OpenDoor;
  readonly draft: Draft;
  readonly errors: FieldErrors;
  readonly change: (more: Partial<Draft>) => void;
}

const asked = ['residence', 'education', 'occupation'] as const;

/** The choices of a residence, as the register of people has them. */
export const residenceChoices = (['registered', 'resident', 'floating'] as const).map((value) => ({
  value,
  title: words(`person.residences.${value}`),
}));

/** Who lives behind the door: as known, unless something has changed. */
export function Members(props: PartProps) {
  return (
    <>
      {props.open.members.map((member) => (
        <MemberSheet key={member.id} member={member} {...props} />
      ))}
    </>
  );
}

function MemberSheet({ member, open, draft, errors, change }: PartProps & { member: Member }) {
  const given = draft.changed[member.id];
  const set = (name: string, value: unknown) =>
    change({ changed: { ...draft.changed, [member.id]: { ...given, [name]: value as string } } });
  const drop = () => {
    const { [member.id]: _, ...rest } = draft.changed;
    change({ changed: rest });
  };
  const fields: readonly Field[] = [
    ...asked.map(
      (name): Field => ({
        name,
        title: words(`roster.fields.${name}`),
        kind: 'choice',
        options: name === 'residence' ? residenceChoices : open.choices[name],
      }),
    ),
    {
      name: 'phone',
      title: words('visits.newPhone'),
      hint: words('visits.newPhoneHint', { phone: member.phone || words('none') }),
      kind: 'phone',
    },
  ];
  return (
    <Sheet
      title={member.name}
      extra={
        <Button
          size="small"
          aria-expanded={given !== undefined}
          onClick={given === undefined ? () => change({ changed: { ...draft.changed, [member.id]: { ...member.values } } }) : drop}
        >
          {words(given === undefined ? 'visits.differs' : 'visits.same')}
        </Button>
      }
    >
      {given === undefined ? (
        <Known member={member} open={open} />
      ) : (
        <div className="form">
          {fields.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              value={given[field.name]}
              error={errors[field.name]?.sentence}
              onChange={(value) => set(field.name, value)}
              idPrefix={`member-${member.id}`}
            />
          ))}
        </div>
      )}
    </Sheet>
  );
}

function Known({ member, open }: { member: Member; open: OpenDoor }) {
  const { values, relation, phone, checked_on: checked } = member;
  const titleOf = (name: string): string =>
    (name === 'residence' ? residenceChoices : open.choices[name])?.find((one) => one.value === values[name])?.title ?? '';
  return (
    <Facts
      facts={[
        [words('person.sexAge'), sexAge(member)],
        [words('life.relation'), relation],
        [words('person.phone'), phone],
        ...asked.map((name) => [words(`roster.fields.${name}`), titleOf(name)] as const),
        [words('life.checked'), checked ? day(checked) : words('life.unchecked')],
      ]}
    />
  );
}
