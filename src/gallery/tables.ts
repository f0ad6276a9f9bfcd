/** @file Examples: tables of measurements. */
import { autoMpg, breastCancer, cpsWages, diabetes, penguins, wine } from '../catalog/datasets/tables'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, draw, networkExample } from './template'

/** A small network on a table with numbers, categories and missing values. */
export const penguinsMlp = networkExample({
  id: 'penguins-mlp',
  text: text.penguinsMlp,
  dataset: penguins,
  drawing: chain({
    penguin: ['input', 'Penguin'],
    hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
    species: ['output', 'Species'],
  }),
})

/** Two outputs from one network, each with its own loss. */
export const penguinsTwoHeads = networkExample({
  id: 'penguins-two-heads',
  text: text.penguinsTwoHeads,
  dataset: penguins,
  drawing: draw(
    {
      penguin: [0, 0.5, 'input', 'Penguin'],
      body: [1, 0.5, 'dense', 'Dense', { units: 32, activation: 'relu' }],
      which: [2, 0, 'dense', 'Dense', { units: 3, activation: 'softmax' }],
      heavy: [2, 1, 'dense', 'Dense', { units: 1, activation: 'linear' }],
      species: [3, 0, 'output', 'Species'],
      mass: [3, 1, 'output', 'Body mass', { target: 'Body Mass (g)' }],
    },
    ['penguin > body > which', 'body > heavy', 'which > species', 'heavy > mass'],
  ),
  plan: {
    loss: { Species: { kind: 'categoricalCrossentropy' }, 'Body mass': { kind: 'meanSquaredError' } },
  },
})

/** Regression, where the target is a number instead of a class. */
export const autoMpgMlp = networkExample({
  id: 'auto-mpg-mlp',
  text: text.autoMpgMlp,
  dataset: autoMpg,
  drawing: chain({
    car: ['input', 'Car'],
    hidden1: ['dense', 'Dense', { units: 32, activation: 'relu' }],
    hidden2: ['dense', 'Dense', { units: 32, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
    mpg: ['output', 'Miles per gallon'],
  }),
})

// not text: names of columns
const ENGINE = ['Cylinders', 'Displacement', 'Horsepower']

/** Two inputs, one for the engine and one for the other columns, joined inside the network. */
export const autoMpgTwoInputs = networkExample({
  id: 'auto-mpg-two-inputs',
  text: text.autoMpgTwoInputs,
  dataset: autoMpg,
  drawing: draw(
    {
      engine: [0, 0, 'input', 'Engine', { columns: ENGINE }],
      car: [0, 1, 'input', 'Car'],
      dense1: [1, 0, 'dense', 'Dense', { units: 16, activation: 'relu' }],
      dense2: [1, 1, 'dense', 'Dense', { units: 16, activation: 'relu' }],
      join: [2, 0.5, 'concatenate', 'Concatenate'],
      hidden: [3, 0, 'dense', 'Dense', { units: 16, activation: 'relu' }],
      dense: [3, 1, 'dense', 'Dense', { units: 1, activation: 'linear' }],
      mpg: [4, 0.5, 'output', 'Miles per gallon'],
    },
    ['engine > dense1', 'car > dense2', 'dense1 > join', 'dense2 > join > hidden > dense > mpg'],
  ),
})

/** A linear model and a deep network whose results are added. Cheng et al., Wide & Deep Learning, 2016. */
export const autoMpgWideDeep = networkExample({
  id: 'auto-mpg-wide-deep',
  text: text.autoMpgWideDeep,
  dataset: autoMpg,
  drawing: draw(
    {
      car: [0, 0.5, 'input', 'Car'],
      wide: [3, 0, 'dense', 'Wide', { units: 1, activation: 'linear' }],
      deep1: [1, 1, 'dense', 'Deep 1', { units: 32, activation: 'relu' }],
      deep2: [2, 1, 'dense', 'Deep 2', { units: 16, activation: 'relu' }],
      deep3: [3, 1, 'dense', 'Deep 3', { units: 1, activation: 'linear' }],
      both: [4, 0.5, 'add', 'Both'],
      mpg: [5, 0.5, 'output', 'Miles per gallon'],
    },
    ['car > wide', 'car > deep1 > deep2 > deep3', 'wide > both', 'deep3 > both > mpg'],
  ),
})

/** Thirteen chemical measurements, three classes. */
export const wineMlp = networkExample({
  id: 'wine-mlp',
  text: text.wineMlp,
  dataset: wine,
  drawing: chain({
    wine: ['input', 'Wine'],
    hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
    cultivar: ['output', 'Cultivar'],
  }),
})

/** A small table, where dropout limits overfitting. */
export const breastCancerMlp = networkExample({
  id: 'breast-cancer-mlp',
  text: text.breastCancerMlp,
  dataset: breastCancer,
  drawing: chain({
    cells: ['input', 'Cells'],
    hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dropout: ['dropout', 'Dropout', { rate: 0.3 }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    diagnosis: ['output', 'Diagnosis'],
  }),
  plan: { epochs: 40 },
})

/** Linear regression as a network with a single unit. */
export const diabetesLine = networkExample({
  id: 'diabetes-line',
  text: text.diabetesLine,
  dataset: diabetes,
  drawing: chain({
    patient: ['input', 'Patient'],
    line: ['dense', 'Dense', { units: 1, activation: 'linear' }],
    progression: ['output', 'Progression'],
  }),
})

/** A regression with numbers and categories as inputs. */
export const wagesMlp = networkExample({
  id: 'wages-mlp',
  text: text.wagesMlp,
  dataset: cpsWages,
  drawing: chain({
    worker: ['input', 'Worker'],
    hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
    wage: ['output', 'Wage'],
  }),
  // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 80) had the lowest validation loss.
  // The test set was used only afterwards.
  plan: { optimizer: { kind: 'adamw' }, learningRate: 0.01, epochs: 8 },
})
