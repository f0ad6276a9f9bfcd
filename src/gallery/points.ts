/** @file Examples: points in the plane, to be separated by class. */
import { moons, spirals } from '../catalog/datasets/points'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, networkExample } from './template'

/** The simplest dataset that no straight line can separate. */
export const moonsMlp = networkExample({
  id: 'moons-mlp',
  text: text.moonsMlp,
  dataset: moons,
  drawing: chain({
    point: ['input', 'Point'],
    hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    moon: ['output', 'Moon'],
  }),
})

/** Two spiral arms, which need hidden layers to separate. */
export const spiralsMlp = networkExample({
  id: 'spirals-mlp',
  text: text.spiralsMlp,
  dataset: spirals,
  drawing: chain({
    point: ['input', 'Point'],
    hidden1: ['dense', 'Dense', { units: 32, activation: 'relu' }],
    hidden2: ['dense', 'Dense', { units: 32, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    arm: ['output', 'Arm'],
  }),
})
