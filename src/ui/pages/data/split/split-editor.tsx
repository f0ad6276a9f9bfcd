/** @file Split editor: what decides about the part of a row, and in which shares. */
import { useMemo, useState } from 'react'
import type { Dataset } from '../../../../data/dataset'
import type { SplitPick } from '../../../../catalog/plan'
import { NumberField } from '../../../kit/number-field'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { adjusted, SplitShares } from '../../../plan/split-shares'
import { usePlan } from '../../../plan/use-plan'
import { columnsFor, pickOfKind, proposedFor } from './split-columns'
import styles from './split.module.css'
import { ValueParts } from './value-parts'

type Kind = SplitPick['kind']

const KINDS: readonly { readonly value: Kind; readonly title: string; readonly about: string }[] = [
  { value: 'random', title: 'by seed', about: 'Each row by chance, each class in the same share.' },
  {
    value: 'fixed',
    title: "the set's own",
    about: 'The rows the set sets apart are tested; the others are shared out.',
  },
  { value: 'group', title: 'by group', about: 'All rows of a person, a day, a machine in one part.' },
  { value: 'time', title: 'in time', about: 'Training before validation before test; nothing is shuffled.' },
  { value: 'column', title: 'by a column', about: 'A column says which part each row is of.' },
]

const COLUMN_LABEL: Readonly<Partial<Record<Kind, string>>> = { group: 'Groups', time: 'Order', column: 'Part' }

export interface SplitEditorProps {
  readonly dataset: Dataset
  readonly target: string
}

/** The form; each change splits anew. */
export function SplitEditor({ dataset, target }: SplitEditorProps) {
  const [{ split, seed }, set] = usePlan()
  const { schema } = dataset
  // Asked for, and waiting for its column: nobody but the person knows which rows belong together.
  const [asked, setAsked] = useState<Kind>()
  const kind = asked ?? split.kind
  const offered = useMemo(
    () => new Map(KINDS.map(({ value }) => [value, columnsFor(value, dataset, target)])),
    [dataset, target],
  )
  // What a plan goes by stays on show, though it would not be proposed.
  const columns = withOwn(offered.get(kind) ?? [], asked ? undefined : split.column, schema)
  const classes = schema.columns.some(({ name, type }) => name === target && type === 'category')
  const options = KINDS.filter(({ value }) => value !== 'fixed' || schema.testRows > 0 || kind === 'fixed').map(
    (option) => ({
      ...option,
      disabled:
        option.value !== kind && COLUMN_LABEL[option.value] !== undefined && offered.get(option.value)?.length === 0,
    }),
  )
  return (
    <div className={styles.form}>
      <Segmented
        label="Split"
        layout="bare"
        value={kind}
        options={options}
        onChange={(to) => {
          const waits =
            to !== split.kind && COLUMN_LABEL[to] !== undefined && proposedFor(to, dataset, target) === undefined
          setAsked(waits ? to : undefined)
          if (!waits && to !== split.kind) set({ split: adjusted(pickOfKind(to, split, offered.get(to) ?? [])) })
        }}
      />
      <p className={styles.about}>{KINDS.find(({ value }) => value === kind)?.about}</p>
      {COLUMN_LABEL[kind] && (
        <Select
          label={COLUMN_LABEL[kind]}
          value={asked ? '' : (split.column ?? '')}
          options={[
            ...(asked ? [{ value: '', title: 'choose a column' }] : []),
            ...columns.map((name) => ({ value: name, title: name })),
          ]}
          help={helpFor(kind, asked ? undefined : split.column)}
          onChange={(column) => {
            if (column === '') return
            setAsked(undefined)
            if (asked) set({ split: adjusted(pickOfKind(asked, split, [column])) })
            else set({ split: { ...split, column, ...(kind === 'column' ? { parts: null } : {}) } })
          }}
        />
      )}
      {kind === 'column' && !asked && (
        <ValueParts dataset={dataset} split={split} onChange={(parts) => set({ split: { parts } })} />
      )}
      <SplitShares
        split={split}
        helps={{
          validation: kind === 'column' ? 'Of the training part, where no value says validation.' : '',
          test: '',
        }}
        onChange={(split) => set({ split })}
      />
      {kind === 'time' && (
        <NumberField
          label="Gap"
          unit="rows"
          value={split.gap ?? 0}
          min={0}
          max={schema.rows}
          integer
          help="Left out between two parts, so that no row is told by its neighbour."
          onChange={(gap) => set({ split: { gap: gap === 0 ? null : gap } })}
        />
      )}
      {kind !== 'time' && classes && (
        <Switch
          label="Classes even"
          value={split.stratify !== false}
          help={
            kind === 'group'
              ? 'In the same share in each part, as far as groups allow.'
              : 'In the same share in each part.'
          }
          onChange={(on) => set({ split: { stratify: on ? null : false } })}
        />
      )}
      {kind !== 'time' && (
        <NumberField
          label="Seed"
          value={split.seed ?? seed}
          min={0}
          max={4294967295}
          integer
          help={split.seed === undefined ? "The plan's; another one here splits alone." : 'Of the split alone.'}
          onChange={(own) => set({ split: { seed: own === seed ? null : own } })}
        />
      )}
    </div>
  )
}

/** What becomes of the column, or why none is chosen. */
function helpFor(kind: Kind, column: string | undefined): string {
  if (kind !== 'group') return ''
  return column === undefined
    ? 'No column is plainly of people, machines or the like. Rows stay split as they are until you choose one.'
    : `“${column}” is not predicted from, unless an input asks for it.`
}

function withOwn(
  columns: readonly string[],
  own: string | undefined,
  { columns: all }: Dataset['schema'],
): readonly string[] {
  return own === undefined || columns.includes(own) || !all.some(({ name }) => name === own)
    ? columns
    : [...columns, own]
}
