import { expect, test } from 'vitest'
import { shapes } from '../../catalog/datasets/shapes'
import { checkNetwork } from '../../compile/check-network'
import { toJob } from '../../compile/to-training-job'
import { generate } from '../../data/dataset'
import type { Pipeline } from '../../data/pipeline'
import { makeSplit } from '../../data/split'
import { shapesUnet } from '../../gallery/segmentation'
import { formatMessage } from '../../messages/message'
import { pipelineProblem, rebuild } from './rebuild'

const { content } = shapesUnet
const dataset = generate(shapes, 1, 20)
const drawing = content.networks[0]?.drawing ?? { nodes: [], wires: [] }
const split = makeSplit(dataset, content.plan.split, 1, 'discs')
const { job } = toJob(checkNetwork(drawing, shapes.schema, content.plan), content.plan, dataset, split)

const problem = (change: object) => {
  const rebuilt = rebuild(content, job.pipeline)
  if (!rebuilt.ok) throw new Error(formatMessage(rebuilt.error))
  const outputs = job.pipeline.outputs.map((output) => ({ ...output, ...change })) as Pipeline['outputs']
  const result = pipelineProblem({ ...job.pipeline, outputs }, rebuilt.value)
  return result && formatMessage(result)
}

test('the blocks of a drawing are expanded, and its image fits', () => {
  expect(problem({})).toBeUndefined()
})

test.each([
  [{ shape: [16, 64, 1] }, 'expects an image of shape 16×64×1, but the network outputs 32×32×1'],
  [{ shape: [1024] }, 'expects an image of shape 1,024, but the network outputs 32×32×1'],
  [{ scale: 0 }, 'must be above 0'],
  [{ kind: 'number', deviation: 1, mean: 0 }, 'expects one number, but the network outputs 1,024'],
  [{ kind: 'classes', labels: ['a', 'b'] }, 'has 2 classes, but the network outputs 1,024'],
])('a pipeline that reads it as %j is refused', (change, why) => {
  expect(problem(change)).toContain(why)
})

test.each<[string, object, string]>([
  ['an unknown step', { steps: [{ kind: 'gone', params: {}, learned: {} }] }, 'There is no step "gone"'],
  [
    'a step without an inverse',
    { steps: [{ kind: 'log', params: { form: 'log1p' }, learned: {} }] },
    'cannot be undone',
  ],
  [
    'impossible statistics',
    { steps: [{ kind: 'standardize', params: {}, learned: { mean: [0], deviation: [0] } }] },
    'cannot be right',
  ],
  ['steps of another column', { column: 'other', steps: [] }, 'do not produce a number'],
  [
    'a category',
    { from: { type: 'category', shape: [], values: ['a'] }, steps: [] },
    'Its last step must produce numbers or IDs',
  ],
])('a predicted number behind %s is refused', (_, change, why) => {
  const column = job.pipeline.outputs[0]?.column
  const steps = { column, from: { type: 'number', shape: [] }, ...change }
  expect(problem({ kind: 'number', mean: 0, deviation: 1, steps })).toContain(why)
})

test('a drawing with a block inside itself is not a network', () => {
  const [down] = Object.values(drawing.blocks ?? {})
  if (!down) throw new Error('no block')
  const again = { id: 'again', kind: 'block', label: 'Again', params: { block: down.id }, position: { x: 0, y: 0 } }
  const loop = { ...down, inside: { ...down.inside, nodes: [...down.inside.nodes, again] } }
  const bad = { ...drawing, blocks: { ...drawing.blocks, [down.id]: loop } }
  const rebuilt = rebuild({ ...content, networks: [{ name: 'network', drawing: bad }] }, job.pipeline)
  expect(rebuilt.ok ? 'rebuilt' : rebuilt.error.code).toBe('artifact-drawing')
})
