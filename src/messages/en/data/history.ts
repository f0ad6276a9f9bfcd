/** @file UI text for notices about changes made by Undo and Redo that are not visible on the open page. */
import { defineText } from '../../define'
import { list } from '../../format'

export const historyText = defineText('data/history', {
  settings: {
    undo: (a: { parts: readonly string[] }) => `Undone: ${list(a.parts)}.`,
    redo: (a: { parts: readonly string[] }) => `Redone: ${list(a.parts)}.`,
  },
  dataset: {
    undo: (a: { step: string }) => `Undone in the dataset: ${a.step}.`,
    redo: (a: { step: string }) => `Redone in the dataset: ${a.step}.`,
  },
  network: {
    undo: (a: { step: string }) => `Undone in the network: ${a.step}.`,
    redo: (a: { step: string }) => `Redone in the network: ${a.step}.`,
  },
  lastEdit: 'the last edit',
  /** Names of training settings, as items of a list. */
  part: {
    prepare: 'column preparation',
    split: 'the split',
    seed: 'the seed',
    balance: 'class balancing',
    classWeights: 'class weights',
    augment: 'augmentation',
    target: 'the target column',
    features: 'the input columns',
  },
})
