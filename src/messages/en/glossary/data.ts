/** @file Glossary: the examples that networks are trained on. `also` has other words, separated by commas. */
import { defineText } from '../../define'

export const dataTerms = defineText('glossary/data', {
  dataset: {
    term: 'Dataset',
    also: 'data',
    sentence: 'The examples of a project: images, rows of a table, texts, or points in time.',
    mistake: 'Many copies of a few examples are not many examples.',
  },
  example: {
    term: 'Example',
    also: 'row, image, sample',
    sentence: 'One image, row, or text, with what the network should predict for it.',
    mistake: 'Two almost equal examples on both sides of a split make the result too good.',
  },
  feature: {
    term: 'Feature',
    also: 'input column, column',
    sentence: 'A property of an example that the network reads, such as a column of a table.',
    mistake: 'A feature that is not known yet when you predict makes the result worthless.',
  },
  target: {
    term: 'Target',
    also: 'label, ground truth, actual value',
    sentence: 'What the network should predict for an example: a class, a number, or a text.',
    mistake: 'Labels are made by people or machines, and some of them are wrong.',
  },
  class: {
    term: 'Class',
    also: 'category',
    sentence: 'One of the answers that a prediction chooses from, such as the digit 4.',
    mistake: 'An average over classes hides one that is never predicted.',
  },
  trainingSet: {
    term: 'Training set',
    also: 'training examples, training data',
    sentence: 'The examples that training uses.',
    mistake: 'A result on them says how well they are remembered, not how well the network works.',
  },
  validationSet: {
    term: 'Validation set',
    also: 'validation, validation data, validation examples',
    sentence: 'Examples that training does not use, by which you choose settings and epochs.',
    mistake: 'The more often you choose by it, the more optimistic its result becomes.',
  },
  testSet: {
    term: 'Test set',
    also: 'test data, test examples',
    sentence: 'Examples that are kept for one final check.',
    mistake: 'A look at it before a choice makes it a validation set.',
  },
  split: {
    term: 'Split',
    also: '',
    sentence: 'Divides the dataset into training, validation, and test set.',
    mistake: 'A random split is wrong if examples belong together, such as ten photos of one person.',
  },
  stratified: {
    term: 'Stratified split',
    also: 'stratified',
    sentence: 'A split in which each set has the same share of each class.',
    mistake: 'It balances the sets, not the classes: a rare class stays rare.',
  },
  leakage: {
    term: 'Leakage',
    also: 'label leakage, data leakage',
    sentence: 'The network reads something that gives the answer away and is missing in real use.',
    mistake: 'A surprisingly good result is the most common sign of it.',
  },
  scaling: {
    term: 'Scaling',
    also: 'normalization, standardization, scaled',
    sentence: 'Brings all features to a similar range, such as 0 to 1 or mean 0 and spread 1.',
    mistake: 'Its numbers must come from the training set only, and serving must use the same ones.',
  },
  oneHot: {
    term: 'One-hot encoding',
    also: 'one-hot',
    sentence: 'Writes a category as a row of zeros with a single one.',
    mistake: 'Numbers such as 1, 2, 3 for categories pretend that 3 is more than 1.',
  },
  missingValue: {
    term: 'Missing value',
    also: 'missing values, empty cell',
    sentence: 'A cell of a table that has no value.',
    mistake: 'That a value is missing can itself be information. Filling it hides that.',
  },
  outlier: {
    term: 'Outlier',
    also: '',
    sentence: 'An example that is far from all others.',
    mistake: 'Not every outlier is an error. Look at it before you remove it.',
  },
  augmentation: {
    term: 'Augmentation',
    also: 'augment, augmented',
    sentence: 'Shows changed copies of training examples, such as shifted or rotated images.',
    mistake: 'A flipped b is a d: a change must not change the class.',
  },
  imbalance: {
    term: 'Class imbalance',
    also: 'imbalanced, rare class',
    sentence: 'Some classes have far more examples than others.',
    mistake: 'With 99% of one class, a network that never finds the other is 99% accurate.',
  },
  classWeight: {
    term: 'Class weight',
    also: 'class weights, weighted loss',
    sentence: 'Makes mistakes on a rare class count more in the training loss.',
    mistake: 'Probabilities are then too high for the rare class, until they are calibrated.',
  },
  token: {
    term: 'Token',
    also: 'tokenizer',
    sentence: 'A piece of a text that gets its own number: a character, a word, or a part of one.',
    mistake: 'A text with more tokens than the input has places is cut.',
  },
  vocabulary: {
    term: 'Vocabulary',
    also: '',
    sentence: 'All tokens that the network knows, counted on the training set.',
    mistake: 'Words that are not in it all look the same to the network.',
  },
  timeSeries: {
    term: 'Time series',
    also: 'series, window, lag',
    sentence: 'Values in the order of time, from which the next ones are predicted.',
    mistake: 'A random split lets the network see the future. Split by time.',
  },
})
