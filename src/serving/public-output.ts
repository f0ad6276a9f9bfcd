/** @file toldOf: what a network gave for one row, as the URL tells it: probabilities by class, numbers in their own unit. */
import { scoresAt, toUnit } from '../data/decode'
import type { Pipeline } from '../data/pipeline'

/** By output, in float32: what is written in the log and what is told by any server has the same bits. */
export function toldOf(
  { outputs }: Pipeline,
  raw: readonly Float32Array[],
  row: number,
  count: number,
): readonly Float32Array<ArrayBuffer>[] {
  return outputs.map((output, head) => {
    const all = raw[head] ?? new Float32Array(0)
    const width = count > 0 ? all.length / count : 0
    switch (output.kind) {
      case 'classes':
        return Float32Array.from(scoresAt(output, all, row, width))
      case 'number':
        return Float32Array.of(toUnit(output, all[row] ?? Number.NaN))
      default:
        return all.slice(row * width, (row + 1) * width) as Float32Array<ArrayBuffer>
    }
  })
}
