/**
 * @file Label errors by confident learning (Northcutt, Jiang, Chuang 2021, JAIR 70): rows whose label is probably wrong,
 * found from the predicted probabilities of a model that was not trained on them.
 */

export interface LabeledProbabilities {
  /** The index of the label of each row. */
  readonly actual: ArrayLike<number>
  /** The probability of each class, [rows, classes]. */
  readonly probabilities: ArrayLike<number>
  readonly classes: number
}

export interface LabelError {
  /** The place of the row in the input. */
  readonly at: number
  readonly actual: number
  /** The class that the row is confidently counted as. */
  readonly suggested: number
  /** The probability of the suggested class. */
  readonly confidence: number
  /** Normalized margin: the probability of the label minus the highest probability of another class, from -1 to 1. */
  readonly margin: number
}

export interface LabelErrors {
  /** The rows off the diagonal of the confident joint, lowest margin first. */
  readonly errors: readonly LabelError[]
  /** The number of label errors by the confident joint, scaled to the number of rows of each label. */
  readonly estimated: number
  /** The mean probability of each class among the rows with this label: its self-confidence; NaN without rows. */
  readonly thresholds: Float64Array
}

/**
 * Counts each row as the most probable of the classes whose probability reaches their threshold, the mean
 * self-confidence of the class; rows that reach none are not counted. Rows counted as another class than their label are
 * the errors. Classes without rows are never suggested, because their threshold is not known.
 */
export function labelErrors({ actual, probabilities, classes }: LabeledProbabilities): LabelErrors {
  const rows = actual.length
  const support = new Float64Array(classes)
  const thresholds = new Float64Array(classes)
  for (let row = 0; row < rows; row++) {
    const label = actual[row] as number
    support[label] = (support[label] as number) + 1
    thresholds[label] = (thresholds[label] as number) + (probabilities[row * classes + label] as number)
  }
  for (let k = 0; k < classes; k++) thresholds[k] = (thresholds[k] as number) / (support[k] as number)
  /** The rows of each label that are counted, and those that are counted as another class. */
  const counted = new Float64Array(classes)
  const elsewhere = new Float64Array(classes)
  const errors: LabelError[] = []
  for (let row = 0; row < rows; row++) {
    const label = actual[row] as number
    const own = probabilities[row * classes + label] as number
    let [suggested, confidence, other] = [-1, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let k = 0; k < classes; k++) {
      const probability = probabilities[row * classes + k] as number
      if (k !== label && probability > other) other = probability
      // A threshold that is NaN is never reached. Of equal classes, the label counts.
      const isHigher = probability > confidence || (k === label && probability === confidence)
      if (probability >= (thresholds[k] as number) && isHigher) [suggested, confidence] = [k, probability]
    }
    if (suggested < 0) continue
    counted[label] = (counted[label] as number) + 1
    if (suggested === label) continue
    elsewhere[label] = (elsewhere[label] as number) + 1
    errors.push({ at: row, actual: label, suggested, confidence, margin: own - other })
  }
  let estimated = 0
  for (let k = 0; k < classes; k++) {
    if (counted[k]) estimated += ((support[k] as number) * (elsewhere[k] as number)) / (counted[k] as number)
  }
  return { errors: errors.sort((a, b) => a.margin - b.margin || a.at - b.at), estimated, thresholds }
}
