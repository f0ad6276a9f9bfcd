/** @file UI text for losses, optimizers, and learning rate schedules: names, descriptions, and parameters. */
import { defineText } from '../../define'

/** In the order in which the losses are listed. */
export const lossesText = defineText('catalog/training', {
  categoricalCrossentropy: {
    title: 'cross-entropy',
    summary:
      'Small when the network gives the true class a high probability, large when it is confident in another class.',
  },
  sparseCategoricalCrossentropy: {
    title: 'sparse cross-entropy',
    summary: 'The same value as cross-entropy, but computed from class numbers. Label smoothing is not available.',
  },
  klDivergence: {
    title: 'KL divergence',
    summary:
      'How far the predicted distribution is from the true distribution. With one true class, it equals cross-entropy.',
  },
  squaredEarthMoversDistance: {
    title: 'squared EMD',
    summary:
      'For ordered classes: how far the probabilities have to be moved to the true class, so a far mistake costs more than a near one.',
  },
  categoricalHinge: {
    title: 'categorical hinge',
    summary: 'Zero when the score of the true class is at least 1 higher than every other score.',
  },
  cosineProximity: {
    title: 'cosine proximity',
    summary:
      'Compares the direction of the output vector with that of the target vector and ignores their lengths. -1 is a perfect match.',
  },
  binaryCrossentropy: {
    title: 'binary cross-entropy',
    summary: 'For two classes: small when the network gives the true class a high probability.',
  },
  hinge: {
    title: 'hinge',
    summary:
      'The loss of support vector machines: zero when the output is on the correct side by a margin of at least 1.',
  },
  squaredHinge: {
    title: 'squared hinge',
    summary: 'The square of the hinge loss: outputs that are far off count much more than near misses.',
  },
  meanSquaredError: {
    title: 'mean squared error',
    summary: 'The squared error: being off by 10 counts 100 times as much as being off by 1.',
  },
  meanAbsoluteError: {
    title: 'mean absolute error',
    summary:
      'The size of the error. Outliers count less than with the squared error: the network learns to predict the median instead of the mean.',
  },
  huber: {
    title: 'Huber',
    summary: 'Squared for small errors, absolute for large ones: smooth near zero, robust to outliers.',
  },
  quantile: {
    title: 'quantile',
    summary:
      'The pinball loss: predicts values that a given share of the targets stays below, and so an interval. A unit for each level.',
  },
  logcosh: {
    title: 'log-cosh',
    summary: 'Much like Huber but smooth everywhere: squared for small errors, absolute for large ones.',
  },
  meanAbsolutePercentageError: {
    title: 'mean absolute percentage error',
    summary: 'The error as a percentage of the true value. Only for targets well away from zero.',
  },
  meanSquaredLogarithmicError: {
    title: 'mean squared logarithmic error',
    summary:
      'Predicting twice the true value costs about the same whether that value is 10 or 1,000. For values of 0 or more.',
  },
  poisson: {
    title: 'Poisson',
    summary: 'For counts: an error of 5 matters less for a large count than for a small one.',
  },
})

/** `params` has the parameters that several optimizers share; the others are optimizers, in the order of the list. */
export const optimizersText = defineText('catalog/training/optimizers', {
  params: {
    epsilon: { label: 'Epsilon', help: 'A small number that prevents division by zero.' },
    beta1: {
      label: 'Beta 1',
      help: 'How far back the running average of the gradients reaches. 0.9 means about 10 steps.',
    },
    beta2: {
      label: 'Beta 2',
      help: 'How far back the running average of the squared gradients reaches. 0.999 means about 1,000 steps.',
    },
  },
  adam: {
    title: 'Adam',
    summary: 'Momentum plus a separate step size for every weight: a good first choice.',
  },
  adamw: {
    title: 'AdamW',
    summary: 'Adam that also pulls every weight slightly toward zero, which reduces overfitting.',
    weightDecay: {
      label: 'Weight decay',
      help: 'Each step shrinks every weight by this fraction times the learning rate.',
    },
  },
  sgd: {
    title: 'SGD',
    summary: 'Stochastic gradient descent: each step goes against the gradient, scaled by the learning rate.',
  },
  momentum: {
    title: 'Momentum',
    summary: 'SGD whose steps get larger while the gradients keep pointing the same way.',
    momentum: { label: 'Momentum', help: 'The fraction of the previous step that is kept.' },
    nesterov: { label: 'Nesterov', help: 'Computes the gradient one step ahead, where the momentum would lead.' },
  },
  rmsprop: {
    title: 'RMSProp',
    summary: 'Adapts the step size of each weight: small steps where recent gradients were large.',
    decay: {
      label: 'Decay',
      help: 'How far back the running average of the squared gradients reaches. 0.9 means about 10 steps.',
    },
    momentum: { label: 'Momentum', help: 'The fraction of the previous step that is kept.' },
    centered: {
      label: 'Centered',
      help: 'Divides by the standard deviation of the gradients instead of their root mean square.',
    },
  },
  adagrad: {
    title: 'Adagrad',
    summary: 'Steps shrink for weights that are updated often, and stay large for weights that are updated rarely.',
    initialAccumulatorValue: { label: 'Initial accumulator', help: 'The initial sum of squared gradients.' },
  },
  adadelta: {
    title: 'Adadelta',
    summary: 'Derives the step size from earlier steps, so a learning rate of 1 is typical.',
    rho: { label: 'Rho', help: 'How far back the running averages reach. 0.95 means about 20 steps.' },
  },
  adamax: {
    title: 'Adamax',
    summary:
      'Adam scaled by the largest recent gradient: more stable when gradients suddenly become large, as can happen in an Embedding layer when a rare word appears.',
  },
})

export const schedulesText = defineText('catalog/training/schedules', {
  params: {
    factor: { label: 'Factor' },
    warmUp: {
      label: 'Warm-up',
      help: 'The number of steps over which the rate rises from zero. At 0, it starts at the full rate.',
    },
    floor: { label: 'Minimum', help: 'The rate never falls below this fraction of the learning rate that you set.' },
  },
  constant: { title: 'Constant', summary: 'The same rate from the first step to the last.' },
  cosine: {
    title: 'Cosine',
    summary: 'Falls along half a cosine wave: slowly, then fast, then slowly again. With restarts, the cycle repeats.',
    period: { label: 'Restart every', help: 'Epochs until the rate jumps back up. 0 means no restart.' },
    multiplier: { label: 'Lengthen by', help: 'Each cycle is this many times as long as the previous one.' },
  },
  exponential: {
    title: 'Exponential',
    summary: 'Lowers the rate by the same fraction at every step.',
    factor: 'The rate is multiplied by this factor over each epoch.',
  },
  oneCycle: {
    title: 'One cycle',
    summary: 'Rises to the learning rate that you set, then falls to almost zero, once per run.',
    rise: { label: 'Rise', help: 'The fraction of the run during which the rate rises.' },
    startDivisor: {
      label: 'Start divisor',
      help: 'The first rate is the learning rate that you set, divided by this number.',
    },
    endDivisor: {
      label: 'End divisor',
      help: 'The last rate is the learning rate that you set, divided by this number.',
    },
  },
  plateau: {
    title: 'Reduce on plateau',
    summary:
      'Lowers the rate when the validation loss stops improving. Without a validation set, it watches the training loss.',
    factor: 'The rate is multiplied by this factor at each drop.',
    patience: { label: 'Patience', help: 'The number of epochs without improvement before the rate drops.' },
  },
  step: {
    title: 'Step',
    summary: 'Lowers the rate at regular intervals.',
    factor: 'The rate is multiplied by this factor at each drop.',
    every: { label: 'Every', help: 'Epochs between drops.' },
  },
})
