/** @file Repeat vector: a vector becomes a sequence of copies of itself. */
import { ok } from '../../base/result'
import { counted } from '../../messages/format'
import { defineLayer } from '../layer-def'
import { int } from '../params'
import { ranked } from './shared/shapes'

export const repeatVector = defineLayer({
  kind: 'repeatVector',
  title: 'Repeat vector',
  family: 'reshapes',
  summary: 'Says the same vector several times over, so that a recurrent layer can read it as a sequence.',
  search: 'sequence copy decoder',
  inputs: 'one',
  params: { n: int({ label: 'Times', min: 1, max: 4096, default: 2, help: 'How many copies follow each other.' }) },
  glance: (p) => counted(p.n, 'time'),
  shape(inputs, p) {
    const x = ranked(inputs, 1, 'Repeat vector')
    return x.ok ? ok([p.n, ...x.value]) : x
  },
  keras: (p) => ({ class_name: 'RepeatVector', config: { n: p.n } }),
})
