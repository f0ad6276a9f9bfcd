/** @file Regression losses. */
import { lossesText } from '../../messages/en/catalog/training'
import { defineLoss } from '../loss-def'

/** Mean of (y - p) squared. */
export const meanSquaredError = defineLoss({
  kind: 'meanSquaredError',
  title: lossesText.meanSquaredError.title,
  summary: lossesText.meanSquaredError.summary,
  targets: 'number',
  smoothing: false,
  pixels: true,
  keras: () => ({ class_name: 'meanSquaredError', config: {} }),
})

/** Mean of |y - p|. */
export const meanAbsoluteError = defineLoss({
  kind: 'meanAbsoluteError',
  title: lossesText.meanAbsoluteError.title,
  summary: lossesText.meanAbsoluteError.summary,
  targets: 'number',
  smoothing: false,
  pixels: true,
  keras: () => ({ class_name: 'meanAbsoluteError', config: {} }),
})

/** error² / 2 if |error| <= delta, otherwise delta |error| - delta² / 2. */
export const huber = defineLoss({
  kind: 'huber',
  title: lossesText.huber.title,
  summary: lossesText.huber.summary,
  targets: 'number',
  smoothing: false,
  // Delta is in standard deviations of the target, because the network predicts the standardized target.
  keras: () => ({ class_name: 'huber', config: { delta: 1 } }),
})

/** log(cosh(p - y)). */
export const logcosh = defineLoss({
  kind: 'logcosh',
  title: lossesText.logcosh.title,
  summary: lossesText.logcosh.summary,
  targets: 'number',
  smoothing: false,
  keras: () => ({ class_name: 'logcosh', config: {} }),
})

/** Mean of 100 |y - p| / |y|. */
export const meanAbsolutePercentageError = defineLoss({
  kind: 'meanAbsolutePercentageError',
  title: lossesText.meanAbsolutePercentageError.title,
  summary: lossesText.meanAbsolutePercentageError.summary,
  targets: 'number',
  smoothing: false,
  asMeasured: true,
  keras: () => ({ class_name: 'meanAbsolutePercentageError', config: {} }),
})

/** Mean of (log(1 + y) - log(1 + p)) squared. */
export const meanSquaredLogarithmicError = defineLoss({
  kind: 'meanSquaredLogarithmicError',
  title: lossesText.meanSquaredLogarithmicError.title,
  summary: lossesText.meanSquaredLogarithmicError.summary,
  targets: 'number',
  smoothing: false,
  asMeasured: true,
  keras: () => ({ class_name: 'meanSquaredLogarithmicError', config: {} }),
})

/** p - y log(p): the negative log-likelihood of a count, up to a constant. */
export const poisson = defineLoss({
  kind: 'poisson',
  title: lossesText.poisson.title,
  summary: lossesText.poisson.summary,
  targets: 'number',
  activation: 'softplus',
  smoothing: false,
  asMeasured: true,
  keras: () => ({ class_name: 'poisson', config: {} }),
})
