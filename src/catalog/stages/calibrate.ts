/** @file Calibrate: temperature scaling (Guo et al. 2017): how sure an answer is comes to agree with how often it is right. */
import { float } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'

export const calibrate = defineStage({
  kind: 'calibrate',
  title: 'Calibrate',
  family: 'reshapes',
  summary: 'Makes answers as sure as they are right, by one temperature; which class wins stays the same.',
  search: 'temperature confidence probability scaling',
  inputs: 'some',
  params: {
    temperature: float({
      label: 'Temperature',
      min: 0.05,
      max: 20,
      step: 0.05,
      default: 1,
      help: 'Scores are divided by it: above 1 answers become less sure, below 1 more. 1 leaves them as they are.',
    }),
  },
  glance: (p) => (p.temperature === 1 ? 'as they are' : `temperature ${Number(p.temperature.toFixed(2))}`),
  shape: (inputs) => answers(inputs, 'Calibrate'),
  lower: ({ temperature }) => ({ class_name: 'Calibrate', config: { temperature } }),
})
