/**
 * @file Metric ids: how histories and training settings name a metric, such as `validationAccuracy` or, for a network
 * with several outputs, `species validationAccuracy`.
 */

export interface MetricName {
  /** The label of the output, if the id names one. */
  readonly output?: string
  readonly of: 'training' | 'validation'
  /** The metric, such as `accuracy`. It may be one that this version of Netloom does not know. */
  readonly metric: string
}

const VALIDATION = 'validation'

/** Splits a metric id into its parts. Output labels may contain spaces; metric names do not. */
export function parseMetricId(id: string): MetricName {
  const at = id.lastIndexOf(' ')
  const name = id.slice(at + 1)
  const suffix = name.slice(VALIDATION.length)
  const isValidation = name.startsWith(VALIDATION) && suffix !== '' && suffix[0] === suffix[0]?.toUpperCase()
  return {
    ...(at < 0 ? {} : { output: id.slice(0, at) }),
    of: isValidation ? 'validation' : 'training',
    metric: isValidation ? suffix.charAt(0).toLowerCase() + suffix.slice(1) : name,
  }
}

/** Joins the parts of a metric id. */
export function metricId({ output, of, metric }: MetricName): string {
  const name = of === 'validation' ? VALIDATION + metric.charAt(0).toUpperCase() + metric.slice(1) : metric
  return output === undefined ? name : `${output} ${name}`
}

/** Returns the id of the same metric on the training set, such as accuracy for validationAccuracy. */
export function trainingMetric(id: string): string {
  return metricId({ ...parseMetricId(id), of: 'training' })
}

/**
 * Returns the id of the same metric on the validation set, such as "species validationAccuracy" for "species accuracy".
 */
export function validationMetric(id: string): string {
  return metricId({ ...parseMetricId(id), of: 'validation' })
}
