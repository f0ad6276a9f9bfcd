/**
 * @file effectOfBoth: how much each class effectively counts if rows are sampled to equal counts and also weighted
 * according to the original counts.
 */
import { balanced } from '../../../../compile/class-weights'

interface WeighedClass {
  readonly label: string
  readonly rows: number
  readonly weight: number
}

/**
 * The rarest and the most common class, and the factor by which the rarest class outweighs the most common; undefined
 * if all classes are equally frequent.
 */
export function effectOfBoth(
  labels: readonly string[],
  counts: readonly number[],
): { readonly rare: WeighedClass; readonly common: WeighedClass; readonly times: number } | undefined {
  const weights = balanced(counts)
  const classes = counts
    .map((rows, code) => ({ rows, label: labels[code] ?? '', weight: weights[code] ?? 1 }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => a.rows - b.rows)
  const [rare, common] = [classes[0], classes.at(-1)]
  if (!rare || !common || rare.rows === common.rows) return undefined
  return { rare, common, times: rare.weight / common.weight }
}
