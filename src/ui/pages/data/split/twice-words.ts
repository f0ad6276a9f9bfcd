/** @file twiceWords: what classes come to count where rows are sampled until they are as many, and then weighed as if they were not. */
import { count, significant } from '../../../../messages/format'
import { balanced } from '../../../../compile/class-weights'

/** The rarest class against the commonest, with rows and weights; undefined where the classes are as many to begin with. */
export function twiceWords(labels: readonly string[], counts: readonly number[]): string | undefined {
  const there = counts.flatMap((rows, code) => (rows > 0 ? [{ rows, code }] : [])).sort((a, b) => a.rows - b.rows)
  const [rare, common] = [there[0], there.at(-1)]
  if (!rare || !common || rare.rows === common.rows) return undefined
  const weights = balanced(counts)
  const told = ({ rows, code }: { readonly rows: number; readonly code: number }) =>
    `“${labels[code] ?? ''}” (${count(rows)} rows) counts × ${significant(weights[code] ?? 1)}`
  const times = (weights[rare.code] ?? 1) / (weights[common.code] ?? 1)
  return `an epoch has as many of each, and of those ${told(rare)}, ${told(common)}, so that the rare class counts ${significant(times)} times as much`
}
