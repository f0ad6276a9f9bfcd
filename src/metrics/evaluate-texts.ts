/** @file evaluateTexts: evaluates an output that predicts text token by token. */
import { decodeText, type SequenceOutput, tokensAt, tokensToText } from '../data/decode-outputs'
import type { TextEvaluation, TextExample } from './evaluation'
import { evenlySpread } from './evenly-spaced-sample'
import { measure } from './metrics-of'

/** The maximum number of texts of each kind to store. */
const MAX_TEXTS = 24
/** Smaller probabilities are raised to this value before the logarithm is taken, as in Keras. */
const MIN_PROBABILITY = 1e-7

/**
 * Evaluates one text output. `raw` has the shape [rows, positions × tokens]; `targets` contains one token per position,
 * or NaN for a position that does not count. A row in which no position counts is skipped. The loss is the mean log
 * loss per position.
 */
export function evaluateTexts(
  output: SequenceOutput,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
): TextEvaluation {
  const [positions = 1, vocabulary = 1] = output.shape
  const counts = Array.from({ length: positions }, () => ({ support: 0, right: 0 }))
  const examples: TextExample[] = []
  let loss = 0
  rows.forEach((row, i) => {
    const target = targets.subarray(i * positions, (i + 1) * positions)
    const { tokens } = tokensAt(output, raw, i)
    const known = [...target.keys()].filter((position) => !Number.isNaN(target[position] as number))
    if (known.length === 0) return
    const right = known.filter((position) => tokens[position] === target[position])
    for (const position of known) (counts[position] as Count).support++
    for (const position of right) (counts[position] as Count).right++
    for (const position of known) {
      const chance = raw[(i * positions + position) * vocabulary + (target[position] as number)] as number
      loss -= Math.log(Math.max(MIN_PROBABILITY, chance))
    }
    const { text: predicted, probability } = decodeText(output, raw, i)
    const actual = tokensToText(output, target.subarray(0, known.length))
    examples.push({ row, actual, predicted, probability, right: right.length, places: known.length })
  })
  const support = counts.reduce((sum, one) => sum + one.support, 0)
  const wrong = examples.filter((one) => one.right < one.places)
  const missed = (one: TextExample) => one.places - one.right
  return {
    kind: 'sequence',
    by: output.text.steps[0]?.kind === 'words' ? 'words' : 'characters',
    label: output.label,
    loss: loss / Math.max(1, support),
    ...measure({
      texts: { places: counts, rows: examples.length, correctRows: examples.length - wrong.length },
    }),
    places: counts,
    rows: examples.length,
    worst: wrong
      .sort((a, b) => missed(b) - missed(a) || b.probability - a.probability || a.row - b.row)
      .slice(0, MAX_TEXTS),
    some: evenlySpread(examples, MAX_TEXTS),
  }
}

interface Count {
  support: number
  right: number
}
