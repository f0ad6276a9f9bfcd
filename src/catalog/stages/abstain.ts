/** @file Abstain: an answer that is not sure enough is not given (Chow 1970); a person can be asked instead. */
import { float } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'
import { percent } from './shared/words'

export const abstain = defineStage({
  kind: 'abstain',
  title: 'Abstain',
  family: 'regularises',
  summary: 'Says "not sure" instead of an answer below a probability; those requests go to people to label.',
  search: 'reject option unsure threshold human',
  inputs: 'some',
  params: {
    below: float({
      label: 'Sure from',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.5,
      help: 'An answer whose most probable class has less than this is not given. Calibrate first, so that it means what it says.',
    }),
  },
  glance: (p) => `below ${percent(p.below * 100)}`,
  shape: (inputs) => answers(inputs, 'Abstain'),
  lower: ({ below }) => ({ class_name: 'Abstain', config: { below } }),
})
