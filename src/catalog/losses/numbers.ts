/** @file Losses over numbers: how far off a prediction is. */
import { defineLoss } from '../loss-def'

/** Mean of (y - p) squared. */
export const meanSquaredError = defineLoss({
  kind: 'meanSquaredError',
  title: 'squared error',
  summary: 'The square of the miss: being off by ten counts a hundred times as much as being off by one.',
  targets: 'number',
  smoothing: false,
  pixels: true,
  keras: () => ({ class_name: 'meanSquaredError', config: {} }),
})

/** Mean of |y - p|. */
export const meanAbsoluteError = defineLoss({
  kind: 'meanAbsoluteError',
  title: 'absolute error',
  summary: 'The size of the miss: outliers count no more than their distance, so it aims at the median.',
  targets: 'number',
  smoothing: false,
  pixels: true,
  keras: () => ({ class_name: 'meanAbsoluteError', config: {} }),
})

/** Half the square within delta, delta |miss| - delta^2 / 2 beyond it. */
export const huber = defineLoss({
  kind: 'huber',
  title: 'Huber',
  summary: 'Squared for small misses, absolute for large ones: smooth near the answer, calm about outliers.',
  targets: 'number',
  smoothing: false,
  // In standard deviations of the target, which is what the network predicts.
  keras: () => ({ class_name: 'huber', config: { delta: 1 } }),
})

/** log(cosh(p - y)). */
export const logcosh = defineLoss({
  kind: 'logcosh',
  title: 'log-cosh',
  summary: 'Much like Huber, but smooth everywhere: squared when near, absolute when far.',
  targets: 'number',
  smoothing: false,
  keras: () => ({ class_name: 'logcosh', config: {} }),
})

/** 100 |y - p| / |y|. */
export const meanAbsolutePercentageError = defineLoss({
  kind: 'meanAbsolutePercentageError',
  title: 'percentage error',
  summary: 'The miss as a percentage of the true value; only for targets that stay well away from zero.',
  targets: 'number',
  smoothing: false,
  asMeasured: true,
  keras: () => ({ class_name: 'meanAbsolutePercentageError', config: {} }),
})

/** (log(1 + y) - log(1 + p)) squared. */
export const meanSquaredLogarithmicError = defineLoss({
  kind: 'meanSquaredLogarithmicError',
  title: 'squared log error',
  summary:
    'Compares orders of magnitude: twice too much counts the same at ten as at a thousand. For values of zero and more.',
  targets: 'number',
  smoothing: false,
  asMeasured: true,
  keras: () => ({ class_name: 'meanSquaredLogarithmicError', config: {} }),
})

/** p - y log(p): the negative log-likelihood of a count, up to a constant. */
export const poisson = defineLoss({
  kind: 'poisson',
  title: 'Poisson',
  summary: 'For counts of things that happen: the larger the count, the larger a miss may be.',
  targets: 'number',
  activation: 'softplus',
  smoothing: false,
  asMeasured: true,
  keras: () => ({ class_name: 'poisson', config: {} }),
})
