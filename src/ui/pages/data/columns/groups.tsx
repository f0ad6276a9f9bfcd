/** @file Groups: a column by part of the split and by class, as a small table. */
import { count } from '../../../../messages/format'
import type { ColumnProfile } from '../../../../data/profile'
import type { GroupProfile } from '../../../../data/profile-parts/groups'
import { timeWords } from '../../../../data/cell-words'
import { numberWords } from '../../../charts/row-words'
import { percentOf } from './column-words'
import styles from './columns.module.css'

/** Values of a category, and classes, in the table at most. */
const VALUES = 4
const CLASSES = 20

export interface GroupsProps {
  readonly column: ColumnProfile
  readonly target: string
  readonly values: readonly string[]
}

/** Nothing where there are neither classes nor parts. */
export function Groups({ column, target, values }: GroupsProps) {
  const { parts, classes = [] } = column
  const groups: (GroupProfile & { readonly name: string })[] = [
    ...(parts ? (['train', 'validation', 'test'] as const).map((name) => ({ name, ...parts[name] })) : []),
    ...classes.slice(0, CLASSES),
  ]
  if (groups.length === 0) return null
  const told = mostTold(groups)
  const category = column.type === 'category'
  return (
    <details className={styles.groups}>
      <summary>{classes.length > 0 ? `By part and ${target}` : 'By part'}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus */}
      <section tabIndex={0} aria-label={`${column.name} by part and class`}>
        <table>
          <thead>
            <tr>
              <th scope="col" aria-label="part or class" />
              <th scope="col">rows</th>
              <th scope="col">missing</th>
              {category ? (
                told.map((code) => (
                  <th key={code} scope="col">
                    {values[code]}
                  </th>
                ))
              ) : (
                <>
                  <th scope="col">{column.type === 'text' ? 'mean bytes' : 'mean'}</th>
                  <th scope="col">deviation</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {groups.map((group, i) => (
              <tr key={`${group.name} ${i < 3 ? 'part' : 'class'}`}>
                <th scope="row">{group.name}</th>
                <td>{count(group.rows)}</td>
                <td>{group.missing === 0 ? '0' : percentOf(group.missing, group.rows)}</td>
                {category ? (
                  told.map((code) => <td key={code}>{percentOf(group.counts?.[code] ?? 0, group.rows)}</td>)
                ) : (
                  <>
                    <td>{meanWords(column, group.mean)}</td>
                    <td>
                      {group.deviation === undefined || column.type === 'time' ? '' : numberWords(group.deviation)}
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {classes.length > CLASSES && <p>and {count(classes.length - CLASSES)} classes more</p>}
    </details>
  )
}

/** Places of the values that most rows have, in the schema's order. */
function mostTold(groups: readonly GroupProfile[]): readonly number[] {
  const sums: number[] = []
  for (const { counts = [] } of groups) for (const [code, n] of counts.entries()) sums[code] = (sums[code] ?? 0) + n
  const order = sums.map((_, code) => code).sort((a, b) => (sums[b] as number) - (sums[a] as number))
  return order.slice(0, VALUES).sort((a, b) => a - b)
}

function meanWords({ type }: ColumnProfile, mean: number | undefined): string {
  if (mean === undefined) return ''
  return type === 'time' ? timeWords(mean).slice(0, 10) : numberWords(mean)
}
