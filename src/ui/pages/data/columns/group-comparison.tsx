/**
 * @file Groups: a small table that compares a column across the training, validation and test sets and across classes.
 */
import { columnsText } from '../../../../messages/en/data/columns'
import { cellNumber, count, precisePercent } from '../../../../messages/format'
import type { ColumnProfile } from '../../../../data/column-profile'
import type { GroupProfile } from '../../../../data/profile-statistics/group-profile'
import { dayText } from './column-facts'
import styles from './columns.module.css'

const text = columnsText.groups

/** Maximum number of category values, and of classes, shown in the table. */
const VALUES = 4
const CLASSES = 20
const SPLITS = ['train', 'validation', 'test'] as const

export interface GroupsProps {
  readonly column: ColumnProfile
  readonly target: string
  readonly values: readonly string[]
}

/** The table; renders nothing if there are neither classes nor a split. */
export function Groups({ column, target, values }: GroupsProps) {
  const { parts, classes = [] } = column
  const groups: (GroupProfile & { readonly key: string; readonly name: string })[] = [
    ...(parts ? SPLITS.map((split) => ({ key: split, name: text[split], ...parts[split] })) : []),
    ...classes.slice(0, CLASSES).map((one) => ({ key: `class ${one.name}`, ...one })),
  ]
  if (groups.length === 0) return null
  const shown = mostFrequent(groups)
  const category = column.type === 'category'
  return (
    <details className={styles.groups}>
      <summary>{classes.length > 0 ? text.bySplitAnd({ target }) : text.bySplit}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region takes the focus */}
      <section tabIndex={0} aria-label={text.label({ column: column.name })}>
        <table>
          <thead>
            <tr>
              <th scope="col" aria-label={text.group} />
              <th scope="col">{text.rows}</th>
              <th scope="col">{text.missing}</th>
              {category ? (
                shown.map((code) => (
                  <th key={code} scope="col" translate="no">
                    {values[code]}
                  </th>
                ))
              ) : (
                <>
                  <th scope="col">{column.type === 'text' ? text.meanBytes : text.mean}</th>
                  <th scope="col">{text.deviation}</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key}>
                <th scope="row" translate="no">
                  {group.name}
                </th>
                <td>{count(group.rows)}</td>
                <td>{group.missing === 0 ? count(0) : share(group.missing, group.rows)}</td>
                {category ? (
                  shown.map((code) => <td key={code}>{share(group.counts?.[code] ?? 0, group.rows)}</td>)
                ) : (
                  <>
                    <td>{meanText(column, group.mean)}</td>
                    <td>
                      {group.deviation === undefined || column.type === 'time' ? '' : cellNumber(group.deviation)}
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {classes.length > CLASSES && <p>{text.more({ classes: classes.length - CLASSES })}</p>}
    </details>
  )
}

/** The indices of the most frequent values, in the schema's order. */
function mostFrequent(groups: readonly GroupProfile[]): readonly number[] {
  const sums: number[] = []
  for (const { counts = [] } of groups) for (const [code, n] of counts.entries()) sums[code] = (sums[code] ?? 0) + n
  const order = sums.map((_, code) => code).sort((a, b) => (sums[b] as number) - (sums[a] as number))
  return order.slice(0, VALUES).sort((a, b) => a - b)
}

function meanText({ type, name }: ColumnProfile, mean: number | undefined): string {
  if (mean === undefined) return ''
  return type === 'time' ? dayText(mean) : cellNumber(mean, name)
}

function share(part: number, whole: number): string {
  return precisePercent(part / Math.max(1, whole))
}
