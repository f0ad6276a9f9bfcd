/** @file Constant: always the commonest class, or the mean. What beats nothing else beats this at least. */
import type { BaselineDef } from './baseline'

export const constant: BaselineDef = {
  id: 'constant',
  title: ({ classes }) => (classes > 0 ? 'Always the commonest class' : 'Always the mean'),
  *fit({ y, rows, classes }) {
    const value = classes > 0 ? commonest(y, classes) : y.reduce((sum, one) => sum + one, 0) / rows
    // biome-ignore lint/correctness/useYield: it has no need of a breath
    return function* (_x, count) {
      return new Float64Array(count).fill(value)
    }
  },
}

function commonest(y: Float64Array, classes: number): number {
  const counts = new Uint32Array(classes)
  for (const label of y) counts[label] = (counts[label] as number) + 1
  return counts.indexOf(Math.max(...counts))
}
