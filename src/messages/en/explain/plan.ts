/**
 * @file Explanations of problems with the training settings: why they matter, and what people usually do, keyed by
 * code.
 */

export const plan = {
  'plan-learning-rate':
    'The learning rate sets how far each step moves the weights against the gradient, to lower the loss. At 0 nothing would change, and above the limit every network diverges at once. Common values are 0.001 for Adam and 0.01 to 0.1 for plain gradient descent.',
  'plan-batch-size':
    'Batch size is the number of examples that are processed together. The weights are updated after each batch, unless you set more batches per update. The batch size must be a whole number of at least 1, and no device can hold batches above the limit. Common values are 32 to 256.',
  'plan-epochs':
    'An epoch is one pass over all training data, so the number of epochs must be whole. You can stop at any time and resume later. Start with a few epochs and watch the loss curve.',
  'plan-seed':
    'All randomness comes from the seed: initial weights, shuffling, and dropout. With the same settings on the same device, the same seed gives the same run. It must be a whole number from 0 to 4,294,967,295. Which number you choose does not matter.',
  'plan-split':
    'The data is divided into a training set, a validation set to check progress, and a test set for the final check. Together, the shares cannot exceed 100%, and the training set cannot be empty. A common split is 80%, 10% and 10%.',
  'plan-loss':
    'The training settings name a loss that Netloom does not have. It may be misspelled, or named differently in another framework. Choose one from the list.',
  'plan-optimizer':
    'The training settings name an optimizer that Netloom does not have. It may be misspelled, or named differently in another framework. Adam is a good first choice.',
  'plan-smoothing':
    'Label smoothing takes this share of certainty from the true class and spreads it over all classes. At 1, nothing of the true label would remain. A common value is 0.1.',
  'plan-weight':
    'With several outputs, their losses are multiplied by these weights and added. At 0, an output would learn nothing, and below 0, it would learn the opposite. The usual weight is 1. Use a smaller weight for a loss that is much larger than the others.',
  'plan-patience':
    'Early stopping waits for this many epochs without improvement before it ends the run. It must be a whole number of at least 1. Results vary from epoch to epoch, so do not set it too low. Common values are 5 to 20.',
  'plan-stopping-blind':
    'This metric is measured on the validation set, which is empty in this split, so it would never have a value. Give validation 10% of the data, or watch the training loss.',
  'plan-schedule':
    'The training settings name a learning rate schedule that Netloom does not have. A schedule is optional: without one, the learning rate stays constant. Cosine is a good first choice.',
  'plan-clip':
    'Clipping limits gradients that grow too large. It can limit each value, the norm of the gradient of each weight tensor, or the norm of all gradients together. The most common choice is the norm of all gradients, with a limit of 1.',
  'plan-clip-limit':
    'Larger gradients are reduced to this limit, so it must be above 0. At 0, no weight would change. A common limit for the norm of all gradients is 1. A much larger limit has no effect.',
  'plan-accumulate':
    'The gradients of several batches can be averaged before the weights are updated. This acts like one larger batch, but needs less memory. The number of batches must be whole. At 1, every batch updates the weights.',
  'plan-average':
    'At each update, the moving average of the weights keeps this share of its old value. The new weights make up the remaining share. At 1, the average would never change. Common values are 0.99 to 0.9999, larger ones for longer runs.',
  'plan-class-weights':
    'A class weight sets how much each example of a class counts in the loss. Use "balanced" to calculate the weights from how often each class occurs, or give one number per class. No other values are allowed.',
  'plan-class-weight':
    'Each example of this class counts this many times in the loss. Below 0, the network would learn the opposite, and with a very large weight, all other classes hardly count. Rare classes usually get a weight in proportion to how rare they are.',
  'plan-split-kind':
    'The split decides which set each row belongs to: at random, by group, by time, or by a column. The training settings name a split that does not exist. A random split works well for independent rows.',
  'plan-split-column':
    'A split by group, by time or by column needs a column of the data, and no column is chosen. Choose one under Data > Split, such as the person, the day or the machine that a row belongs to.',
  'plan-split-gap':
    'Rows that are close in time resemble each other, so you can skip some of them between two sets. The gap must be a whole number of rows. At 0, no rows are skipped.',
  'plan-balance':
    'Oversampling repeats rows of rare classes, and undersampling skips rows of common classes. Alternatively, a column of weights sets how much each row counts. The training settings name a method that is none of these.',
  'split-column-misfit':
    'A split by time needs a column of times or numbers. A split by group or by column needs a column whose values repeat. This column does not exist or has another type. Choose one of the listed columns, or another kind of split.',
  'balance-misfit':
    'The weight of a row in the loss must be 0 or more. This column does not exist or does not contain numbers. Choose a numeric column, or remove the weights so that all rows count equally.',
  'balance-no-classes':
    'Oversampling and undersampling work by class. This network does not predict classes, so there is nothing to balance. If you predict numbers, you can use a column of weights.',
  'plan-augment':
    'Augmentations are random changes that each training example goes through, one after another. They are written as a list, each with a kind and its parameters. Most networks use only a few. With too many, little of the original is left.',
  'plan-augment-kind':
    'The training settings name an augmentation that Netloom does not have. It may be misspelled, or named differently in another framework. Choose one from the list.',
  'plan-stop-value':
    'After each epoch, the run compares a metric with this target value, but the value is not a number. Use a plain number, such as 0.95 for an accuracy of 95%.',
  'plan-stop-metric':
    'A run that stops at a target value must know which metric to compare. In the console, the metrics are called loss and accuracy, or validationLoss and validationAccuracy for the validation set. Choose one of them.',
  'plan-stop-steps':
    'A step is one update of the weights, so the limit must be a whole number of at least 1. Without this limit, a run ends after its last epoch. Remove the limit if you do not need it.',
  'plan-stop-seconds':
    'The limit is in seconds of training time and must be above 0. Pauses do not count. Without this limit, a run ends after its last epoch. Remove the limit if you do not need it.',
  'plan-stop-blind':
    'This metric is measured on the validation set, which is empty in this split, so the target would never be reached. Give validation 10% of the data, or use a training metric.',
  'plan-keep-every':
    'A checkpoint is kept each time this many epochs have passed, so the interval must be a whole number of at least 1. The last and the best weights are always kept. Small numbers fill up the storage of the browser.',
  'class-weights-unknown':
    'Class weights are matched to classes by name. A name that is not a class has no effect. Spell the name as in the data, or use "balanced".',
} as const
