/** @file Why, in English: what is behind problems of a training's plan, and what people usually do. */

export const plan = {
  'plan-learning-rate':
    'The learning rate is how far each step moves the weights, as a share of the gradient. At 0 nothing would move, and beyond the limit every network blows up at once. Adam usually begins at 0.001, plain gradient descent at 0.01 to 0.1.',
  'plan-batch-size':
    'A batch is how many samples are looked at before the weights move. It has to be a whole number of at least 1, and beyond the limit no device holds it. 32 to 256 are usual.',
  'plan-epochs':
    'An epoch is one pass over all training rows, so only whole numbers of them can be planned. A run can be stopped at any time and goes on later. Begin with few and look at the curve.',
  'plan-seed':
    'All randomness, from start weights to shuffling and dropout, is worked out from the seed, so that the same seed gives the same run. It has to be a whole number of 32 bits. Which one does not matter.',
  'plan-split':
    'Rows are divided into those to learn from, those to watch progress by, and those to judge by at the end. The shares cannot add to more than all, and without rows to learn from there is no training. 0.8, 0.1 and 0.1 are usual.',
  'plan-loss':
    'The plan names a loss that is not in the catalog. Often it is a slip of spelling, or the name another framework has for it. Choose one of those listed.',
  'plan-optimizer':
    'The plan names an optimizer that is not in the catalog. Often it is a slip of spelling, or the name another framework has for it. Adam is a good first choice.',
  'plan-smoothing':
    'Label smoothing takes this share from the true class and spreads it over all. At 1 nothing would be left of the truth. 0.1 is usual.',
  'plan-weight':
    'With several outputs the losses are added, each times its weight. One of 0 or below would make the output learn nothing, or the wrong way round. 1 is usual; scale a loss whose numbers are much larger than the others’.',
  'plan-patience':
    'Early stopping waits this many epochs for something better before it ends the run. It has to be a whole number of at least 1, for single epochs go up and down. 5 to 20 are usual.',
  'plan-stopping-blind':
    'The figure to watch is measured on rows that the network does not learn from. The split keeps none, so it would never be known. Give validation a share such as 0.1, or watch the training loss.',
  'plan-schedule':
    'The plan names a way for the learning rate to move that is not in the catalog. A schedule is optional: without one the rate stays as it is. Cosine is a good first choice.',
  'plan-clip':
    'Clipping holds gradients that grow too large: each number by itself, each weight’s norm, or the norm of all together. The plan names another way. The norm of all together, at 1, is usual.',
  'plan-clip-limit':
    'Gradients are scaled down to this limit, so it has to be above 0: at 0 nothing would move. 1 is usual for the norm of all together. Much larger ones never take effect.',
  'plan-accumulate':
    'The gradients of several batches can be added before the weights move, which acts like one larger batch in less memory. That needs a whole number of batches. 1 means that each batch moves the weights.',
  'plan-average':
    'A moving average keeps a share of what it was and takes the rest from the new weights. At 1 it would never move. 0.99 to 0.9999 are usual, the larger the longer the run.',
  'plan-class-weights':
    'A class weight says how much a row of a class counts in the loss. It is either "balanced", which works them out from how often each class occurs, or a number for each. Anything else has no meaning here.',
  'plan-class-weight':
    'A row counts this many times in the loss. Below 0 it would be learnt the wrong way round, and very large numbers drown all others. Rare classes usually get as much more as they are rarer.',
  'plan-split-kind':
    'The kind of a split says what decides about the part of a row: chance, groups, time, or a column. The plan names another. Chance with equal shares of classes suits rows that have nothing to do with each other.',
  'plan-split-column':
    'Groups, times and parts are told by a column of the data. The plan does not say which. Choose one, such as the person, the day or the machine that a row is of.',
  'plan-split-gap':
    'Rows close in time resemble each other, so some can be left out between two parts. That is a whole number of rows. 0 leaves out none.',
  'plan-balance':
    'Over-sampling shows rows of rare classes again, under-sampling leaves out rows of common ones. Weights say by a column what each row counts. Nothing else is known here.',
  'split-column-misfit':
    'Time goes by a column of times or numbers, and groups and parts by one whose values can be the same in two rows. This column is not there or holds something else. Choose one of those named, or another kind of split.',
  'balance-misfit':
    'What a row counts in the loss is a number of 0 or more. The column named is not there or holds no numbers. Choose one that does, or let all rows count alike.',
  'balance-no-classes':
    'Sampling is by class: rare ones again, or fewer of the common ones. This network predicts no class, so there is nothing to go by. Weights from a column work with numbers too.',
  'plan-augment':
    'Augmentations are steps that each training sample goes through, one after another, so they are a list with a kind and amounts each. A handful is usual. More than that and little of the sample is left.',
  'plan-augment-kind':
    'The plan names a way to vary samples that is not in the catalog. Often it is a slip of spelling, or the name another framework has for it. Choose one of those listed.',
  'plan-stop-value':
    'A run that ends at a figure compares it with a number after each epoch. What is given is none. Write it as a plain number, such as 0.95 for an accuracy.',
  'plan-stop-metric':
    'A run that ends at a figure has to know which one. The names are those of the history: loss, accuracy, and the same with validation in front. Choose one of them.',
  'plan-stop-steps':
    'A step is one update of the weights, so the limit is a whole number of at least 1. Without it a run ends with its epochs. Take the rule away if it is not needed.',
  'plan-stop-seconds':
    'The time of a run is counted while it trains, without pauses, so the limit has to be above 0. Without it a run ends with its epochs. Take the rule away if it is not needed.',
  'plan-stop-blind':
    'The figure is measured on rows that the network does not learn from, and the split keeps none. The run would never know when to stop. Give validation a share such as 0.1, or stop by a figure of training.',
  'plan-keep-every':
    'The weights of every so many epochs are kept for good, so this is a whole number of at least 1. The last and the best are kept in any case. Small numbers fill the storage of the browser.',
  'class-weights-unknown':
    'Class weights are looked up by the name of a row’s class. A name that no row has changes nothing, which is seldom what was meant. Spell it as the data do, or use "balanced".',
} as const
