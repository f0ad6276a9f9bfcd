/**
 * @file English explanations of problems: why each problem matters and what people usually do about it, one short
 * paragraph per code. They load on request, never with the page. A code without an explanation does not compile.
 */
import type { ProblemCode } from '../problem'
import { drawing, network } from './explain-network'

const plan = {
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
  'plan-levels':
    'A quantile of level 0.9 is a value that 90% of the targets stay below. Levels of 0 and 1 would be the smallest and the largest possible value, which no data shows. 0.1 and 0.9 enclose 80% of the targets.',
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
  'balance-groups-misfit':
    'Weights by group make the group and the predicted class independent in the training rows. For this, the groups must be a column of categories that is not predicted. Choose another column, or remove the groups so that all rows count equally.',
  'balance-no-classes':
    'Oversampling, undersampling, and weights by group work by class. This network does not predict classes, so there is nothing to balance. If you predict numbers, you can use a column of weights.',
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

const prepare = {
  'prepare-list':
    'A column goes through its steps one after another, so the steps must be a list, each with its kind and its parameters. Most columns need only a few steps. Remove the list to go back to the default steps.',
  'prepare-column':
    'The training settings have steps for a column that the dataset does not have. Usually the dataset was changed, or the column was renamed. The steps are kept, but have no effect until a column with that name exists.',
  'prepare-kind':
    'A step for this column is not in the catalog, or does not fit the column’s type at that point. Often the name is misspelled. Choose one of the listed steps.',
  'prepare-takes':
    'Each step takes the output of the step before it. Scaling needs numbers, one-hot needs a category, and a vocabulary needs text. Move the step, or add one before it that produces the right type.',
  'prepare-ends':
    'A network computes with numbers, so the last step for a column must produce numbers. Use one-hot encoding or an index for categories, word or character IDs for text, and time parts (such as the hour) for times.',
  'prepare-large':
    'Every example in the dataset would need this many numbers, and a browser does not have enough memory for that. Choose fewer buckets, words, or pixels.',
  'prepare-window-twice':
    'A window turns the rows before each row into a series. After that, the column no longer has one value per row, so a second window cannot work. Keep one window and choose its length.',
  'prepare-no-order':
    'A window depends on the order of the rows. Choose a column that defines this order, such as timestamps or numbers that increase over time, or use the "Window" step, which takes the rows in their stored order.',
  'prepare-order-column':
    'A window in time collects the rows before each row. One column gives the time of each row, and if there are several series, another column names the series. The column chosen here does not exist or has the wrong type. Choose one of the listed columns.',
  'prepare-window-split':
    'A window contains values of other rows. In a random split, training windows would contain values of test rows, so the metrics would be too optimistic. Split by time, so that a training window contains only earlier training rows, or by group, so that no window reaches into another set.',
  'prepare-answer':
    'A network predicts text one position at a time: a token from the vocabulary at each position, and a special token where the text ends. So the text must become character or word IDs, with padding after its end. Other steps produce numbers that cannot be turned back into text.',
  'prepare-number-answer':
    'The network predicts the prepared number, and its predictions are converted back to the original unit. So it must be possible to undo every step, as with scaling and the signed logarithm. Filling in, clipping, and bins map several values to one, and a plain logarithm maps everything below 0 to 0. Remove the step, or choose the signed form.',
  'prepare-fitted':
    'A step computes values from the training set, which are saved with the model. The parameters of the step determine how many values there are, and their range. Here they do not match, so the file was changed or damaged. Export the model again.',
  'prepare-fill-category':
    'The values of a category are names, and names have no mean or median. Fill missing values with the most frequent name, or with one that you choose. You can also leave them missing: with one-hot, they become all zeros. The switch "Mark filled values" adds a second number, which a category cannot have.',
  'prepare-flag-number':
    'The switch "Mark filled values" adds a second number that says whether one value was missing. An array has many values, and any of them can be missing. Turn this switch off: missing values are still filled in, but not marked.',
  'prepare-order':
    'The Ordinal step replaces each value with its position in a list. This list contains a name that is not a value in the column, so its position would never be used. Spell the name as in the data.',
  'prepare-no-part':
    'A time column becomes one number per selected part. With no parts selected, the network would get no input from it. Select the parts that could matter, such as the hour or the day of the year.',
  'prepare-crop':
    'The crop extends past the edge of the images. Choose a smaller crop, or move its corner. You can also make the images larger with a Resize step before the crop.',
  'prepare-too-short':
    'A difference compares two values of a series that are this many steps apart. The series is too short to have two values that far apart. Choose a longer window, or a smaller value for "Steps back".',
} as const

const service = {
  'stage-too-early':
    'Confidence, agreement, and calibration are properties of a prediction. Before a model there is only the request, so there is nothing to check yet. Put the stage after the model whose predictions it should check.',
  'stage-too-late':
    'A stage that checks or prepares a request must act before a model spends time on it. After the model, the prediction already exists, so the stage has no effect. Put it between the source and the model.',
  'stage-of-shadow':
    'A shadow runs only for comparison: it gets copies of real requests, and its predictions are never returned to users. A stage after the shadow would have no effect for users and would distort the comparison with the champion. Delete the wire from the shadow to this stage, or connect the shadow to the log.',
  'model-unasked':
    'Each request is answered once. The first model on the path answers it, so a second model after it has nothing to do. A Router in between passes the low-confidence requests on to the second model.',
  'shadow-unfed':
    'A shadow never gets requests of its own, so it cannot harm any user. It needs a Shadow stage directly in front of it. That stage passes requests on to the other models and sends copies to the shadow. Add one, or give the model a different alias.',
  'ensemble-of-one':
    'An ensemble helps because several models answer the same request and make different mistakes. A Split does the opposite: it sends each request to one model. Connect the stage before the Split directly to all of the models.',
  'service-sources':
    'Requests from the scenario, the drawing pad, the camera, and the service URL all enter through one source, which gives each request its number and timestamp. Keep one source, or create a separate service for each.',
  'service-logs':
    'Every metric of a service is computed from its log: latency, error rate, drift, and error budget. A request in two logs would be counted twice. Connect all paths to one log.',
  'model-none':
    'Requests come in and are logged, but nothing answers them in between. A model stage runs the version that an alias in the registry points to. Put one between the source and the log.',
  'split-sum':
    'Each request goes to exactly one model, so the shares must add up to 100%. Below 100%, some requests would go nowhere. Above 100%, some would be answered twice. The fix scales both shares and keeps their ratio.',
  'split-no-model':
    'Requests sent to a missing model fail. This happens when a stage has been deleted or its alias has changed. Add the model, or give its share to the other model.',
  'split-astray':
    'The Split chooses a model by its alias, so in each branch a model stage must come directly after the Split. If another stage is in between, place it behind that model or in front of the Split.',
  'split-alias':
    'Only two kinds of models answer live traffic: the champion, and the challenger that may replace the champion. A shadow answers only copies, which a Shadow stage makes. Give the model a different alias, or move it behind a Shadow stage.',
  'split-twice':
    'A Split identifies the models after it by their alias. With the same alias twice, it cannot decide which model gets the share. Make one of them the challenger, or remove it.',
  'shadow-alone':
    'The stage passes requests on and copies them, but no model receives the copies, so the stage has no effect. Put a model with the shadow alias right after it, or remove the stage.',
  'model-twice':
    'Two stages with the same model and the same alias always run the same version, so the second one adds nothing. Usually one of them was meant to be the challenger or a different model. Change its alias or its model name.',
  'wire-unanswered':
    'A request ends when it first reaches the log. Along a wire around the model, it gets there before the model has predicted, so it counts as failed.',
  'answers-overlap':
    'A response has one prediction. If two stages predict for every request, the service returns the one that arrives first and ignores the other, although its model runs. An Ensemble averages them or lets them vote.',
  'router-alone':
    'A cascade saves time: a small model answers the easy requests and a larger model answers the difficult ones. Without a second model, low-confidence requests end without a prediction. Put a larger model after the Router, or use Abstain instead.',
  'guard-absent':
    'An input guard is fitted to one network: to the values of one of its layers, or to its probabilities. It is part of the version that is saved after that, and the stage applies the guard of the version that predicts. Fit a guard, save a version, and set the alias to it.',
  'model-unnamed':
    'A model stage runs a model from the registry, chosen by its name. The registry can hold many models, so Netloom does not pick one for you. Choose a model.',
  'model-unknown':
    'The registry on this device has no model with this name. It may have been deleted or renamed, or the project was imported without its models. Choose another model, or train one here and save it under this name.',
  'alias-unset':
    'A stage never refers to a version number, so you can replace a model without changing the diagram. The alias decides which version runs. In the registry, drag the alias to a version; a gate checks this version first.',
} as const

export const explain: Readonly<Record<ProblemCode, string>> = {
  ...drawing,
  ...network,
  ...plan,
  ...prepare,
  ...service,
}
