/** @file evaluateTexts: how an output that says texts place by place does on some rows. */
import { signsAt, type SequenceOutput, textIn, textOf } from '../data/decode'
import type { HeadEvaluation, TextExample } from './evaluation'
import { spread } from './spread'

/** Texts of each kind that are kept to look at. */
const TEXTS = 24
/** Under the smallest chance that a float32 loss tells from none, as Keras has it. */
const LEAST = 1e-7

/**
 * `raw` is [rows, places × signs], `targets` a sign a place, NaN where none counts. A row without any target is left out. The loss is
 * the mean log loss of a place.
 */
export function evaluateTexts(
  output: SequenceOutput,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
): Extract<HeadEvaluation, { kind: 'sequence' }> {
  const [places = 1, signs = 1] = output.shape
  const counts = Array.from({ length: places }, () => ({ support: 0, right: 0 }))
  const examples: TextExample[] = []
  let loss = 0
  rows.forEach((row, i) => {
    const wanted = targets.subarray(i * places, (i + 1) * places)
    const { said } = signsAt(output, raw, i)
    const known = [...wanted.keys()].filter((place) => !Number.isNaN(wanted[place] as number))
    if (known.length === 0) return
    const right = known.filter((place) => said[place] === wanted[place])
    for (const place of known) (counts[place] as Count).support++
    for (const place of right) (counts[place] as Count).right++
    for (const place of known) {
      const chance = raw[(i * places + place) * signs + (wanted[place] as number)] as number
      loss -= Math.log(Math.max(LEAST, chance))
    }
    const { text: predicted, probability } = textIn(output, raw, i)
    const actual = textOf(output, wanted.subarray(0, known.length))
    examples.push({ row, actual, predicted, probability, right: right.length, places: known.length })
  })
  const support = counts.reduce((sum, one) => sum + one.support, 0)
  const right = counts.reduce((sum, one) => sum + one.right, 0)
  const wrong = examples.filter((one) => one.right < one.places)
  const missed = (one: TextExample) => one.places - one.right
  return {
    kind: 'sequence',
    by: output.text.steps[0]?.kind === 'words' ? 'words' : 'characters',
    label: output.label,
    loss: loss / Math.max(1, support),
    accuracy: right / Math.max(1, support),
    sequenceAccuracy: (examples.length - wrong.length) / Math.max(1, examples.length),
    places: counts,
    rows: examples.length,
    worst: wrong
      .sort((a, b) => missed(b) - missed(a) || b.probability - a.probability || a.row - b.row)
      .slice(0, TEXTS),
    some: spread(examples, TEXTS),
  }
}

interface Count {
  support: number
  right: number
}
