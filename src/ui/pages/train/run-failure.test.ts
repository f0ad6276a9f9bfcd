import { expect, test } from 'vitest'
import { checkNetwork } from '../../../compile/check-network'
import { moonsMlp } from '../../../gallery/points'
import type { Edit } from '../../../graph/edit'
import { applyAll } from '../../../graph/apply-edit'
import { schemaOf } from '../../../compile/dataset-of-project'
import { weightsMisfit } from './run-failure'

const { content } = moonsMlp
const drawing = content.networks[0]?.drawing ?? { nodes: [], wires: [] }
const dense = drawing.nodes.filter(({ kind }) => kind === 'dense')

function after(params: Extract<Edit, { type: 'set' }>['params']): string | undefined {
  const rename = dense.map(({ id }, i): Edit => ({ type: 'rename', node: id, label: `Dense ${i + 1}` }))
  const edited = applyAll(drawing, [...rename, { type: 'set', node: dense[0]?.id ?? '', params }])
  return weightsMisfit(content, checkNetwork(edited, schemaOf(content.data), content.plan))
}

test('weights fit an unchanged network and one whose settings without weights changed', () => {
  expect(after({})).toBeUndefined()
  expect(after({ activation: 'elu', frozen: true })).toBeUndefined()
})

test('weights of another width do not fit their layer and the next one', () => {
  expect(after({ units: 3 })).toBe(
    'The network has changed since these weights were trained: they do not fit Dense 1 and Dense 2. Press Train to start with new weights, or undo the changes.',
  )
})
