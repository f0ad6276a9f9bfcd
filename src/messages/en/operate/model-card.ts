/**
 * @file UI text around a model card: its links to evidence, what can be measured, and the sections that the user
 * writes.
 */
import { defineText } from '../../define'

export const modelCardText = defineText('operate/model-card', {
  /** Labels of links next to a sentence, which lead to its evidence. */
  evidence: {
    drawing: 'network',
    record: 'record',
    data: 'dataset',
    metrics: 'evaluation',
    slices: 'slices',
    run: 'run',
    moves: 'alias moves',
    words: '',
  },
  stale: (a: { why: string }) => `stale: ${a.why}`,
  reproduce: 'Reproduce',
  measure: 'Measure',
  measuring: 'Measuring…',
  part: { use: 'Intended use', misuse: 'Out-of-scope use', limits: 'Limitations' },
  edit: 'Edit',
  write: 'Write',
  review: 'Review',
  editPart: (a: { part: string }) => `Edit: ${a.part}`,
  save: 'Save',
  cancel: 'Cancel',
})
