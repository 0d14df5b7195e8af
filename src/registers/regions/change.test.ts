import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LinliError, newId } from '../../kernel/kernel.ts';
import type { RegionChange, Successor } from './change.ts';
import { planRegionChange, planRegionChanges } from './change.ts';
import type { Region } from './region.ts';
import { padCode, regionFrom, unitOfCode } from './region.ts';
import { mapAlong } from './succession.ts';

const town = '990101100000';
const about = { effective: '2025-01-01', reason: 'r', source: 's' };
const community = (n: number): string => `990101100${String(n).padStart(3, '0')}`;
const region = (code: string, name: string): Region => regionFrom({ code, name }, { id: newId(), validFrom: '2020-01-01', source: 't' });
const tree = (count: number): Region[] => [
  region('990101000000', 'C'),
  region(town, 'T'),
  ...Array.from({ length: count }, (_, n) => region(community(n + 1), `V${n + 1}`)),
];
const fails = (wanted: string) => (error: unknown) => error instanceof LinliError && error.code === wanted;

describe('planning a change of regions', () => {
  it('a rename closes one version and opens the next on the same day', () => {
    const plan = planRegionChange(tree(2), { kind: 'rename', code: community(1), name: 'N', ...about }, newId);
    assert.deepEqual([plan.close.length, plan.open.length, plan.successors.length], [1, 1, 0]);
    assert.deepEqual([plan.close[0]!.on, plan.open[0]!.validFrom, plan.open[0]!.name], ['2025-01-01', '2025-01-01', 'N']);
  });

  it('two changes of one region on one day leave one version', () => {
    const changes: RegionChange[] = [
      { kind: 'rename', code: community(1), name: 'N', ...about },
      { kind: 'retype', code: community(1), becomes: { type: 'urban' }, ...about },
    ];
    const plan = planRegionChanges(tree(1), changes, newId);
    assert.deepEqual(
      plan.open.map((one) => [one.name, one.type]),
      [['N', 'urban']],
    );
    const again = planRegionChange([...tree(0), { ...plan.open[0]! }], { kind: 'rename', code: community(1), name: 'M', ...about }, newId);
    assert.deepEqual([again.close.length, again.supersede.length, again.open.length], [0, 1, 1]);
  });

  it('a moved town takes its communities and grids along under new codes', () => {
    const grid = region(`${community(1)}001`, 'G');
    const plan = planRegionChange([...tree(1), grid], { kind: 'move', code: town, to: '990101102000', ...about }, newId);
    assert.deepEqual(
      plan.open.map((one) => [one.code, one.parent]),
      [
        ['990101102000', '990101000000'],
        ['990101102001', '990101102000'],
        ['990101102001001', '990101102001'],
      ],
    );
  });

  it('refuses what cannot be: taken codes, missing parents, living children, backward days, half-told shares', () => {
    const refuse = (change: Parameters<typeof planRegionChange>[1], wanted: string): void =>
      assert.throws(() => planRegionChange(tree(2), change, newId), fails(wanted));
    refuse({ kind: 'establish', region: { code: community(1), name: 'X' }, ...about }, 'REGION_CODE_TAKEN');
    refuse({ kind: 'establish', region: { code: '990101300001', name: 'X' }, ...about }, 'REGION_PARENT_MISSING');
    refuse({ kind: 'abolish', code: town, ...about }, 'REGION_HAS_CHILDREN');
    refuse({ kind: 'rename', code: community(1), name: 'X', ...about, effective: '2019-01-01' }, 'REGION_DATE_BACKWARDS');
    refuse(
      {
        kind: 'split',
        code: community(1),
        into: [
          { code: community(8), name: 'A', share: 0.5 },
          { code: community(9), name: 'B' },
        ],
        ...about,
      },
      'REGION_SHARES_WRONG',
    );
    refuse({ kind: 'rename', code: community(1), name: 'V1', ...about }, 'REGION_CHANGE_EMPTY');
    refuse({ kind: 'rename', code: community(7), name: 'V1', ...about }, 'REGION_NOT_FOUND');
  });

  it('knows the unit from the code segment', () => {
    assert.deepEqual(
      ['150102008', '150102101', '152921213', '150102401'].map((one) => unitOfCode(padCode(one))),
      ['subdistrict', 'town', 'township', 'town_like'],
    );
    assert.deepEqual(['150102008003', '150102008200', '150102400498', '990101001001001'].map(unitOfCode), [
      'community',
      'village',
      'community_like',
      'grid',
    ]);
  });
});

type Pick = { kind: 'rename' | 'split' | 'merge' | 'move' | 'abolish'; a: number; b: number; shared: boolean };
const picks = fc.array(
  fc.record({
    kind: fc.constantFrom('rename', 'split', 'merge', 'move', 'abolish'),
    a: fc.nat(100),
    b: fc.nat(100),
    shared: fc.boolean(),
  }) as fc.Arbitrary<Pick>,
  { maxLength: 25 },
);

/** Plays a chain of random changes, a month apart; returns all successors in order and the codes that live at the end. */
function play(chain: readonly Pick[]): { successors: Successor[]; living: Set<string>; first: string[] } {
  let state = tree(4);
  const first = state.filter((one) => one.level === 'community').map((one) => one.code);
  const successors: Successor[] = [];
  let next = 10;
  chain.forEach((pick, index) => {
    const villages = state.filter((one) => one.level === 'community').map((one) => one.code);
    const [a, b] = [villages[pick.a % villages.length]!, villages[pick.b % villages.length]!];
    const fresh = (): { code: string; name: string } => ({ code: community(next), name: `N${next++}` });
    const day = `${2021 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
    const share = pick.shared ? [0.25, 0.75] : [undefined, undefined];
    const deeds = {
      rename: () => ({ kind: 'rename', code: a, name: `R${index}` }),
      move: () => ({ kind: 'move', code: a, to: fresh().code }),
      split: () => ({
        kind: 'split',
        code: a,
        into: [pick.b % 2 ? { code: a, name: 'K', share: share[0] } : { ...fresh(), share: share[0] }, { ...fresh(), share: share[1] }],
      }),
      merge: () => (a === b ? undefined : { kind: 'merge', codes: [a, b], into: pick.shared ? { code: a, name: 'K' } : fresh() }),
      abolish: () => (a === b ? undefined : { kind: 'abolish', code: a, into: b }),
    } as const;
    const deed = deeds[pick.kind]();
    if (!deed) return;
    const plan = planRegionChange(state, { ...deed, effective: day, reason: 'r', source: 's' } as RegionChange, newId);
    const closed = new Set(plan.close.map((one) => one.id));
    state = [...state.filter((one) => !closed.has(one.id)), ...plan.open];
    successors.push(...plan.successors);
  });
  return { successors, living: new Set(state.map((one) => one.code)), first };
}

describe('counts along chains of changes', () => {
  const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

  it('keep their sum: what is mapped, ambiguous and ended together is what was counted', () => {
    fc.assert(
      fc.property(picks, fc.array(fc.nat(5000), { minLength: 4, maxLength: 4 }), (chain, amounts) => {
        const { successors, living, first } = play(chain);
        const counts = new Map(first.map((code, index) => [code, amounts[index]!]));
        const mapped = mapAlong(counts, successors, living, 'forward');
        const told = [...mapped.ambiguous, ...mapped.ended].reduce((sum, one) => sum + one.amount, 0);
        assert.equal(total(mapped.counts) + told, total(counts));
        assert.equal(mapped.ended.length, 0);
        for (const [code, amount] of mapped.counts) assert.ok(living.has(code) && Number.isInteger(amount));
      }),
    );
  });

  it('chains of renames, moves and merges are never ambiguous forward; of renames, moves and splits never backward', () => {
    fc.assert(
      fc.property(picks, (chain) => {
        const joined = play(chain.filter((one) => one.kind !== 'split'));
        assert.deepEqual(
          mapAlong(new Map(joined.first.map((code) => [code, 1])), joined.successors, joined.living, 'forward').ambiguous,
          [],
        );
        const parted = play(chain.filter((one) => one.kind !== 'merge' && one.kind !== 'abolish'));
        const now = new Map([...parted.living].filter((code) => code.startsWith('990101100') && code !== town).map((code) => [code, 7]));
        const back = mapAlong(now, parted.successors, new Set(parted.first), 'backward');
        assert.deepEqual([back.ambiguous, back.ended, total(back.counts)], [[], [], total(now)]);
      }),
    );
  });

  it('a split with recorded shares divides whole numbers wholly', () => {
    const successors: Successor[] = [
      { change: 'x', from: 'A', to: 'B', effective: '2025-01-01', share: 1 / 3 },
      { change: 'x', from: 'A', to: 'C', effective: '2025-01-01', share: 2 / 3 },
    ];
    assert.deepEqual(
      [...mapAlong(new Map([['A', 100]]), successors, new Set(['B', 'C']), 'forward').counts],
      [
        ['B', 33],
        ['C', 67],
      ],
    );
  });
});
