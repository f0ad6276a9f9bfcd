/** @file Bad deploy: what answers is a model that should never have got there. */
import { choice, text } from '../../../catalog/params'
import { BAD_MODELS } from '../conditions'
import { defineNote } from '../define-event'

export const deploy = defineNote({
  kind: 'deploy',
  lane: 'faults',
  title: 'Bad deploy',
  summary:
    'One of five bad models answers: as the challenger where it has a share, else as the champion until you roll back.',
  params: {
    model: choice({ label: 'Model', options: BAD_MODELS, default: 'wrong scaling' }),
    slice: text({
      label: 'Slice',
      maxLength: 200,
      default: '',
      help: 'Of the one that is worse for one slice: which; empty is the smallest.',
    }),
  },
  sound: ({ model, slice }) => ({ fault: { kind: 'deploy', model, slice } }),
})
