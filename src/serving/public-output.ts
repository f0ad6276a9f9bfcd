/**
 * @file publicOutput: converts a network's outputs for one row to the form that the URL returns: class probabilities,
 * or numbers in the target's unit.
 */
import { scoresAt, toTargetUnit } from '../data/decode-outputs'
import type { Pipeline } from '../data/pipeline'

/** Returns one float32 array per output, so that the log and every server have bit-identical values. */
export function publicOutput(
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
        return Float32Array.of(toTargetUnit(output, all[row] ?? Number.NaN))
      default:
        return all.slice(row * width, (row + 1) * width) as Float32Array<ArrayBuffer>
    }
  })
}
