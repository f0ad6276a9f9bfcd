/** @file toAnswer: what a network gives for one sample, as the faces show it; it comes with the first answer. */
import { type ClassAnswer, decodeOutput, pixelsAt, type TextAnswer } from '../data/decode'
import type { FittedOutput, Pipeline } from '../data/pipeline'
import type { Answer, HeadAnswer } from './state'

/** What an input or output is called now. */
export type Relabel = (label: string) => string

/** One sample's outputs by the labels the outputs have now. */
export function toAnswer(
  { outputs }: Pipeline,
  raw: readonly Float32Array<ArrayBuffer>[],
  by: string,
  now: Relabel,
): Answer {
  const heads = outputs.map(
    (output, i) => [now(output.label), headAnswer(output, raw[i] ?? new Float32Array(0))] as const,
  )
  return { outputs: Object.fromEntries(heads), by }
}

function headAnswer(output: FittedOutput, raw: Float32Array<ArrayBuffer>): HeadAnswer {
  if (output.kind === 'image') return { kind: 'image', shape: output.shape, pixels: pixelsAt(output, raw, 0) }
  const [first] = decodeOutput(output, raw, 1)
  switch (output.kind) {
    case 'number':
      return { kind: 'number', value: first as number, ...(output.unit ? { unit: output.unit } : {}) }
    case 'classes':
      return { kind: 'classes', ...(first as ClassAnswer) }
    case 'sequence':
      return { kind: 'sequence', ...(first as TextAnswer) }
    default:
      return output satisfies never
  }
}
