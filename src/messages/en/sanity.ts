/** @file English sentences of what one batch says of a network, loaded with who asks: one function a code. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const sanity = defineMessages('sanity', {
  'sanity-learns': (a: { steps: number; rows: number; first: string; last: string }) =>
    `This network can learn: on ${counted(a.rows, 'row')} alone its loss fell from ${a.first} to ${a.last} in ${counted(a.steps, 'step')}.`,
  'sanity-slow': (a: { steps: number; first: string; last: string; rate: number }) =>
    `It learns, but slowly: from ${a.first} to ${a.last} in ${counted(a.steps, 'step')} on one batch. Try a larger learning rate than ${a.rate}.`,
  'sanity-stuck': (a: { steps: number; last: string; rate: number }) =>
    `It learns nothing: after ${counted(a.steps, 'step')} on one batch the loss still is ${a.last}. Try another learning rate than ${a.rate}, and look whether the targets are what you think.`,
  'sanity-rises': (a: { first: string; last: string; rate: number }) =>
    `Its loss rose from ${a.first} to ${a.last} on one batch: the learning rate of ${a.rate} throws the weights too far. Try a tenth of it.`,
  'sanity-unreached': (a: { layers: readonly string[] }) =>
    `No gradient reaches ${list(a.layers)}: nothing there can be learnt. On the way something gives zero for every row, such as a relu whose inputs are all below zero: try another activation there, or other start weights.`,
  'sanity-not-finite': (a: { step: number; rate: number }) =>
    `The loss stopped being a finite number at step ${count(a.step)}. Try a learning rate much smaller than ${a.rate}.`,
  'sanity-curve': (a: { steps: number }) => `The loss over ${counted(a.steps, 'step')}, on a logarithmic scale.`,
  'start-right': (a: { first: string; guess: string }) =>
    `Loss at the start ${a.first}, near ${a.guess}: as it should be.`,
  'start-large': (a: { first: string; guess: string }) =>
    `Loss at the start ${a.first}, far above ${a.guess}, which guessing costs: the start weights, or the inputs, are too large.`,
  'start-small': (a: { first: string; guess: string }) =>
    `Loss at the start ${a.first}, below ${a.guess}, which guessing costs: do the inputs tell the answer?`,
})
