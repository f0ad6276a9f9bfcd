/** @file Constant: always predicts the most common class or the mean. Every useful model must outperform it. */
import { baselinesText as text } from '../../messages/en/data/baselines'
import type { BaselineDef } from './baseline'

export const constant: BaselineDef = {
  id: 'constant',
  title: ({ classes }) => (classes > 0 ? text.mostCommonClass : text.mean),
  *fit({ y, rows, classes }) {
    const value = classes > 0 ? mostCommon(y, classes) : y.reduce((sum, one) => sum + one, 0) / rows
    // biome-ignore lint/correctness/useYield: it is done at once
    return function* (_x, count) {
      return new Float64Array(count).fill(value)
    }
  },
}

function mostCommon(y: Float64Array, classes: number): number {
  const counts = new Uint32Array(classes)
  for (const label of y) counts[label] = (counts[label] as number) + 1
  return counts.indexOf(Math.max(...counts))
}
