import { describe, expect, test } from 'vitest'
import { findDataset } from '../../catalog/datasets'
import type { Plan } from '../../catalog/plan'
import { templates } from '../../gallery'
import { chain } from '../../gallery/template'
import { applyAll } from '../../graph/apply'
import type { Drawing } from '../../graph/drawing'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'

type Layer = [string, string, Record<string, number | string | boolean>?]

const wine = findDataset('wine')
if (!wine) throw new Error('no wine')
const plan = defaultPlan(wine)

/** The wine table through these layers to three chances. */
function through(...middle: Layer[]): Drawing {
  const named = Object.fromEntries(middle.map((layer, i) => [`m${i}`, layer]))
  return chain({ in: ['input', 'In'], ...named, out: ['output', 'Out'] } as Parameters<typeof chain>[0])
}
const last: Layer = ['dense', 'Last', { units: 3, activation: 'softmax' }]
const told = (drawing: Drawing, by: Partial<Plan> = {}) =>
  checkNetwork(drawing, wine.schema, { ...plan, ...by }).diagnostics.filter(({ said }) =>
    said.code.startsWith('advice'),
  )
const codes = (drawing: Drawing, by: Partial<Plan> = {}) => told(drawing, by).map(({ said }) => said.code)

describe('advice', () => {
  test('none for what ships', () => {
    for (const { content } of templates) {
      const schema = findDataset(content.data.dataset)?.schema
      const drawing = content.networks[0]?.drawing
      if (!drawing) continue
      const { diagnostics } = checkNetwork(drawing, schema, content.plan)
      expect(diagnostics.filter(({ said }) => said.code.startsWith('advice'))).toEqual([])
    }
  })

  const dense = (params: Layer[2] = {}): Layer => ['dense', 'Dense', { units: 8, activation: 'relu', ...params }]
  test.each([
    ['dropout before a layer', through(dense(), ['dropout', 'Drop'], last), []],
    ['dropout before the output', through(dense(), last, ['dropout', 'Drop']), ['advice-dropout-end']],
    ['one unit in the middle', through(dense({ units: 1 }), last), ['advice-one-unit']],
    ['two units in the middle', through(dense({ units: 2 }), last), []],
    ['equal weights', through(dense({ kernelInitializer: 'zeros' }), last), ['advice-equal-weights']],
    [
      'large weights into tanh',
      through(dense({ kernelInitializer: 'heNormal', activation: 'tanh' }), last),
      ['advice-start-weights'],
    ],
    ['large weights into relu', through(dense({ kernelInitializer: 'heNormal' }), last), []],
    ['far more parameters than samples', through(dense({ units: 20_000 }), last), ['advice-many-parameters']],
  ])('%s', (_what, drawing, expected) => {
    expect(codes(drawing)).toEqual(expected)
    // Each fix leaves a drawing without the problem, and none that was not there.
    for (const { fixes, said } of told(drawing)) {
      for (const { edits } of fixes) {
        const after = applyAll(drawing, edits)
        expect(codes(after)).not.toContain(said.code)
        expect(checkNetwork(after, wine.schema, plan).checked).toBeDefined()
      }
    }
  })

  test('batches of one and their mean', () => {
    const drawing = through(dense(), ['batchNormalization', 'Norm'], last)
    expect(codes(drawing)).toEqual([])
    expect(codes(drawing, { batchSize: 1 })).toEqual(['advice-batch-of-one'])
  })
})
