/** @file Examples: time series and simulated streams of events. */
import { cardPayments } from '../catalog/datasets/streams/card-payments'
import { machineWear } from '../catalog/datasets/streams/machine-wear'
import { shopVisits } from '../catalog/datasets/streams/shop-visits'
import { co2, seattleWeather, sensorNetwork } from '../catalog/datasets/time-series'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, networkExample } from './template'

/** The date as a cyclic feature. */
export const weatherMlp = networkExample({
  id: 'weather-mlp',
  text: text.weatherMlp,
  dataset: seattleWeather,
  drawing: chain({
    day: ['input', 'Day'],
    hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 5, activation: 'softmax' }],
    weather: ['output', 'Weather'],
  }),
  plan: {
    epochs: 40,
    prepare: { date: [{ kind: 'cyclic', hour: false, weekday: false, month: false, yearDay: true }] },
  },
})

/** A forecast from a window of earlier months. */
export const co2Forecast = networkExample({
  id: 'co2-forecast',
  text: text.co2Forecast,
  dataset: co2,
  drawing: chain({
    months: ['input', 'Months'],
    flatten: ['flatten', 'Flatten'],
    dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
    next: ['output', 'Next month'],
  }),
  plan: {
    learningRate: 0.003,
    epochs: 200,
    features: ['CO2'],
    prepare: { CO2: [{ kind: 'standardize' }, { kind: 'window', length: 24, horizon: 1 }] },
  },
})

/** Detecting a rare event in sensor readings that drift. */
export const sensorEvents = networkExample({
  id: 'sensor-events',
  text: text.sensorEvents,
  dataset: sensorNetwork,
  drawing: chain({
    reading: ['input', 'Reading'],
    hidden1: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    hidden2: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    event: ['output', 'Event'],
  }),
  // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 40) had the lowest validation loss.
  // The test set was used only afterwards.
  plan: { batchSize: 128, epochs: 40 },
})

/** A simulated dataset whose best possible accuracy is known. */
export const shopVisitsMlp = networkExample({
  id: 'shop-visits-mlp',
  text: text.shopVisitsMlp,
  dataset: shopVisits,
  drawing: chain({
    visit: ['input', 'Visit'],
    hidden: ['dense', 'Dense', { units: 24, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    buys: ['output', 'Buys'],
  }),
  plan: { learningRate: 0.003, batchSize: 64, epochs: 12 },
})

/** A classification task with a rare class, where accuracy is misleading. */
export const cardFraud = networkExample({
  id: 'card-fraud',
  text: text.cardFraud,
  dataset: cardPayments,
  drawing: chain({
    payment: ['input', 'Payment'],
    hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dropout: ['dropout', 'Dropout', { rate: 0.2 }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    fraud: ['output', 'Fraud'],
  }),
  // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 20) had the lowest validation loss.
  // The test set was used only afterwards.
  plan: { learningRate: 0.003, batchSize: 128, epochs: 20 },
})

/** Predicting failures, tested on later months than those in the training set. */
export const machineWearMlp = networkExample({
  id: 'machine-wear-mlp',
  text: text.machineWearMlp,
  dataset: machineWear,
  drawing: chain({
    reading: ['input', 'Reading'],
    hidden1: ['dense', 'Dense', { units: 24, activation: 'relu' }],
    hidden2: ['dense', 'Dense', { units: 24, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    fails: ['output', 'Fails'],
  }),
  plan: { learningRate: 0.005, batchSize: 64, epochs: 15 },
})
