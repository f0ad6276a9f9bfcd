/** @file Model words: the one or two numbers by which a model is known, and the versions of a name together. */
import type { Evaluation } from '../../metrics/evaluation'
import type { ModelRow } from '../../storage/records'

/** accuracy 0.971 on test, n 1,000; each output has its own. */
export function metricWords(metrics: Evaluation | null): string {
  if (!metrics) return 'not evaluated'
  const several = metrics.heads.length > 1
  const each = metrics.heads.map((head) => {
    const name = several ? `${head.label} ` : ''
    if (head.kind === 'classes') return `${name}accuracy ${head.accuracy.toFixed(3)}`
    if (head.kind === 'sequence') return `${name}${head.sequenceAccuracy.toFixed(3)} of texts right`
    const overlap = head.kind === 'image' && head.mask
    return overlap ? `${name}IoU ${overlap.iou.toFixed(3)}` : `${name}RMSE ${head.rmse.toPrecision(3)}`
  })
  return `${each.join(', ')} on ${metrics.split}, n ${metrics.rows.toLocaleString('en-US')}`
}

/** Rows by name, the newest version first; names in the order of their newest. */
export function byName(rows: readonly ModelRow[]): readonly (readonly [string, readonly ModelRow[]])[] {
  const names = new Map<string, ModelRow[]>()
  for (const row of [...rows].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.version - a.version)) {
    const known = names.get(row.name)
    if (known) known.push(row)
    else names.set(row.name, [row])
  }
  return [...names].map(([name, versions]) => [name, versions.sort((a, b) => b.version - a.version)])
}
