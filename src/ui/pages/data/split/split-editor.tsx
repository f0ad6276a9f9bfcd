/** @file Split editor: how rows are assigned to the sets, and the size of each set. */
import { splitText as text } from '../../../../messages/en/data/split'
import { useMemo, useState } from 'react'
import type { Dataset } from '../../../../data/dataset'
import type { SplitPick } from '../../../../catalog/training-plan'
import { useOnChange } from '../../../kit/use-on-change'
import { NumberField } from '../../../kit/number-field'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { normalizeShares, SplitShares } from '../../../training-plan/split-shares'
import { usePlan } from '../../../training-plan/use-plan'
import { columnsFor, splitOfKind, proposedColumn } from './split-columns'
import kit from '../../../kit/kit.module.css'
import styles from './split.module.css'
import { count } from '../../../../messages/format'
import { keysOf } from '../../../../data/row-keys'
import { partOfValue } from '../../../../data/split-strategies'

type Part = NonNullable<SplitPick['parts']>[string]

const OPTIONS = (['train', 'validation', 'test', 'none'] as const satisfies readonly Part[]).map((value) => ({
  value,
  title: text.values.sets[value],
}))
/** Maximum number of values listed. */
const MAX = 40

interface ValuePartsProps {
  readonly dataset: Dataset
  readonly split: SplitPick
  readonly onChange: (parts: NonNullable<SplitPick['parts']>) => void
}

/** A select field for each value, with its row count. */
function ValueParts({ dataset, split, onChange }: ValuePartsProps) {
  const { column = '' } = split
  const values = useMemo(() => valuesOf(dataset, column), [dataset, column])
  return (
    <ul className={`${kit.stackTight} ${styles.values}`} aria-label={text.values.label({ column })}>
      {values.slice(0, MAX).map(({ name, rows }) => (
        <li key={name}>
          <span className={kit.ellipsis} title={name} translate="no">
            {name} <i className={kit.caption}>{count(rows)}</i>
          </span>
          <Segmented
            label={text.values.setOf({ value: name })}
            layout="bare"
            value={partOfValue(name, split.parts) ?? 'none'}
            options={OPTIONS}
            onChange={(part) => onChange({ ...split.parts, [name]: part })}
          />
        </li>
      ))}
      {values.length > MAX && <li className={kit.caption}>{text.values.more({ more: values.length - MAX })}</li>}
    </ul>
  )
}

function valuesOf(dataset: Dataset, column: string): readonly { readonly name: string; readonly rows: number }[] {
  const keys = keysOf(dataset, column)
  if (!keys) return []
  const counts = new Map<number, number>()
  for (const key of keys.keys) if (key >= 0) counts.set(key, (counts.get(key) ?? 0) + 1)
  return keys.names
    .map((name, key) => ({ name, rows: counts.get(key) ?? 0 }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows)
}

type Kind = SplitPick['kind']

const KINDS = (['random', 'fixed', 'group', 'time', 'column'] as const satisfies readonly Kind[]).map((value) => ({
  value,
  ...text.kind[value],
}))

const COLUMN_LABEL: Readonly<Partial<Record<Kind, string>>> = text.column

/** The form; each change splits the rows again. */
export function SplitEditor({ dataset, target }: { readonly dataset: Dataset; readonly target: string }) {
  const [{ split, seed }, set] = usePlan()
  const { schema } = dataset
  // The split kind that the user selected, as long as it still lacks a column that only the user can choose.
  const [asked, setAsked] = useState<Kind>()
  const requested = asked === split.kind ? undefined : asked
  useOnChange([split.kind], () => setAsked(undefined))
  const kind = requested ?? split.kind
  const offered = useMemo(
    () => new Map(KINDS.map(({ value }) => [value, columnsFor(value, dataset, target)])),
    [dataset, target],
  )
  // The current column stays in the list even if it would not be suggested.
  const columns = withOwn(offered.get(kind) ?? [], requested ? undefined : split.column, schema)
  const classes = schema.columns.some(({ name, type }) => name === target && type === 'category')
  const options = KINDS.filter(({ value }) => value !== 'fixed' || schema.testRows > 0 || kind === 'fixed').map(
    (option) => ({
      ...option,
      disabled:
        option.value !== kind && COLUMN_LABEL[option.value] !== undefined && offered.get(option.value)?.length === 0,
    }),
  )
  return (
    <div className={`${kit.stack} ${styles.form}`}>
      <Segmented
        label={text.label}
        layout="bare"
        value={kind}
        options={options}
        onChange={(to) => {
          const waits =
            to !== split.kind && COLUMN_LABEL[to] !== undefined && proposedColumn(to, dataset, target) === undefined
          setAsked(waits ? to : undefined)
          if (!waits && to !== split.kind)
            set({ split: normalizeShares(splitOfKind(to, split, offered.get(to) ?? [])) })
        }}
      />
      <p className={kit.caption}>{KINDS.find(({ value }) => value === kind)?.about}</p>
      {COLUMN_LABEL[kind] && (
        <Select
          // A field of its own for each kind: when the options change, the library goes back to the first value it had.
          key={kind}
          label={COLUMN_LABEL[kind]}
          value={requested ? '' : (split.column ?? '')}
          options={[
            ...(requested ? [{ value: '', title: text.chooseColumn }] : []),
            ...columns.map((name) => ({ value: name, title: name })),
          ]}
          help={requested ? waitingText(requested, split) : helpFor(kind, split.column)}
          onChange={(column) => {
            if (column === '') return
            if (requested) set({ split: normalizeShares(splitOfKind(requested, split, [column])) })
            else set({ split: { ...split, column, ...(kind === 'column' ? { parts: null } : {}) } })
          }}
        />
      )}
      {kind === 'column' && !requested && (
        <ValueParts dataset={dataset} split={split} onChange={(parts) => set({ split: { parts } })} />
      )}
      {/* The other settings are those of the current split, which stays until its successor has a column. */}
      {!requested && (
        <>
          <SplitShares
            split={split}
            help={{
              validation: kind === 'column' ? text.validationHelp : '',
              test: '',
            }}
            onChange={(split) => set({ split })}
          />
          {split.kind === 'time' && (
            <NumberField
              label={text.gap.label}
              unit={text.gap.unit}
              value={split.gap ?? 0}
              min={0}
              max={schema.rows}
              integer
              help={text.gap.help}
              onChange={(gap) => set({ split: { gap: gap === 0 ? null : gap } })}
            />
          )}
          {split.kind !== 'time' && classes && (
            <Switch
              label={text.stratify.label}
              value={split.stratify !== false}
              help={kind === 'group' ? text.stratify.groupHelp : text.stratify.help}
              onChange={(on) => set({ split: { stratify: on ? null : false } })}
            />
          )}
          {split.kind !== 'time' && (
            <NumberField
              isIdentifier
              label={text.seed.label}
              value={split.seed ?? seed}
              min={0}
              max={4294967295}
              integer
              help={split.seed === undefined ? text.seed.sharedHelp : text.seed.ownHelp}
              onChange={(own) => set({ split: { seed: own === seed ? null : own } })}
            />
          )}
        </>
      )}
    </div>
  )
}

/** Explains what happens to the column. */
function helpFor(kind: Kind, column: string | undefined): string {
  return kind === 'group' && column !== undefined ? text.columnIgnored({ column }) : ''
}

/** Why no column is selected, and which split the rows have until one is. */
function waitingText(kind: Kind, { kind: now, column }: SplitPick): string {
  const title = text.kind[now].title
  return `${kind === 'time' ? text.noTime : text.noGroup} ${text.waiting({ title, column: COLUMN_LABEL[now] && column })}`
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
