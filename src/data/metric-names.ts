/**
 * @file Metric names: parses the id of an epoch metric, such as `validationAccuracy` or, for a network with several
 * outputs, `species validationAccuracy`. Training histories and training settings store these ids.
 */

/** Properties of each metric. A metric marked as a share has values between 0 and 1. */
const METRICS = {
  loss: { isShare: false, moreIsBetter: false },
  accuracy: { isShare: true, moreIsBetter: true },
  positionAccuracy: { isShare: true, moreIsBetter: true },
  sequenceAccuracy: { isShare: true, moreIsBetter: true },
  pixelAccuracy: { isShare: true, moreIsBetter: true },
  mae: { isShare: false, moreIsBetter: false },
  rmse: { isShare: false, moreIsBetter: false },
  r2: { isShare: false, moreIsBetter: true },
  iou: { isShare: true, moreIsBetter: true },
  dice: { isShare: true, moreIsBetter: true },
} as const

export type MetricKind = keyof typeof METRICS

export interface MetricName {
  /** The label of the output, if the id names one. */
  readonly output?: string
  readonly of: 'training' | 'validation'
  /** The kind of metric; undefined for an id that this version of Netloom does not know. */
  readonly kind: MetricKind | undefined
}

const VALIDATION = 'validation'

/** Splits a metric id into its parts. Output labels may contain spaces; metric names do not. */
export function readMetric(id: string): MetricName {
  const at = id.lastIndexOf(' ')
  const name = id.slice(at + 1)
  const suffix = name.slice(VALIDATION.length)
  const isValidation = name.startsWith(VALIDATION) && suffix !== '' && suffix[0] === suffix[0]?.toUpperCase()
  const kind = isValidation ? firstLower(suffix) : name
  return {
    ...(at < 0 ? {} : { output: id.slice(0, at) }),
    of: isValidation ? 'validation' : 'training',
    kind: isKind(kind) ? kind : undefined,
  }
}

/** Returns the id of the same metric on the training set, such as accuracy for validationAccuracy. */
export function trainingMetric(id: string): string {
  const at = id.lastIndexOf(' ') + 1
  if (readMetric(id).of === 'training') return id
  return id.slice(0, at) + firstLower(id.slice(at + VALIDATION.length))
}

/**
 * Returns the id of the same metric on the validation set, such as "species validationAccuracy" for "species accuracy".
 */
export function validationMetric(id: string): string {
  const at = id.lastIndexOf(' ') + 1
  return `${id.slice(0, at)}${VALIDATION}${id.charAt(at).toUpperCase()}${id.slice(at + 1)}`
}

/** Whether all values of a metric lie between 0 and 1. */
export function isShare(id: string): boolean {
  const { kind } = readMetric(id)
  return kind !== undefined && METRICS[kind].isShare
}

/** Whether a larger value of this metric is better. */
export function moreIsBetter(id: string): boolean {
  const { kind } = readMetric(id)
  return kind !== undefined && METRICS[kind].moreIsBetter
}

function isKind(name: string): name is MetricKind {
  return Object.hasOwn(METRICS, name)
}

function firstLower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
