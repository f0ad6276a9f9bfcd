/** @file Tests bind: which columns feed which nodes, and the messages for columns that do not fit. */
import { describe, expect, it } from 'vitest'
import { expectDefined } from '../base/assert'
import { formatMessage } from '../messages/message'
import { findDataset } from '../catalog/datasets/all'
import { bind } from './bind-columns'

const schema = (id: string) => expectDefined(findDataset(id), id).schema
const input = (label: string, columns: readonly string[] = []) => ({ node: `in-${label}`, label, columns, shape: [] })
const output = (label: string, target = '') => ({ node: `out-${label}`, label, target })

describe('bind', () => {
  it('gives images their own shape and their labels', () => {
    const { binding, problems } = bind(schema('mnist'), {}, [input('Digits')], [output('Digit')])
    expect(problems).toEqual([])
    expect(binding.inputs[0]).toMatchObject({ node: 'in-Digits', columns: ['image'], shape: [28, 28, 1] })
    expect(binding.outputs[0]?.task).toMatchObject({ kind: 'classes', column: 'digit', labels: { length: 10 } })
  })

  it('counts one unit per number and one per category value', () => {
    const { binding } = bind(schema('penguins'), {}, [input('Bird')], [output('Species')])
    // Nine values: three one-hot values for `island`, four numbers, and two one-hot values for `sex`.
    expect(binding.inputs[0]?.shape).toEqual([9])
    const mass = bind(schema('penguins'), { target: 'Body Mass (g)' }, [input('Bird')], [output('Mass')]).binding
    expect(mass.inputs[0]?.columns).not.toContain('Body Mass (g)')
    expect(mass.inputs[0]?.shape).toEqual([11])
    expect(mass.outputs[0]?.task).toEqual({ kind: 'number', column: 'Body Mass (g)', unit: 'g' })
  })

  it('gives an input without columns those that no other input names', () => {
    const { binding, problems } = bind(
      schema('auto-mpg'),
      {},
      [input('Engine', ['Cylinders', 'Displacement', 'Horsepower']), input('Rest')],
      [output('MPG')],
    )
    expect(problems).toEqual([])
    expect(binding.inputs.map(({ columns }) => columns)).toEqual([
      ['Cylinders', 'Displacement', 'Horsepower'],
      ['Weight_in_lbs', 'Acceleration', 'Year', 'Origin'],
    ])
  })

  it('keeps the targets of all outputs out of the inputs', () => {
    const outputs = [output('Species', 'Species'), output('Sex', 'Sex')]
    const { binding } = bind(schema('penguins'), {}, [input('Bird')], outputs)
    expect(binding.inputs[0]?.columns).toEqual([
      'Island',
      'Beak Length (mm)',
      'Beak Depth (mm)',
      'Flipper Length (mm)',
      'Body Mass (g)',
    ])
    expect(binding.outputs.map(({ task }) => task.column)).toEqual(['Species', 'Sex'])
  })

  it("follows the plan's features", () => {
    const plan = { features: ['Hue', 'Alcohol'] }
    const { binding } = bind(schema('wine'), plan, [input('Wine')], [output('Cultivar')])
    expect(binding.inputs[0]?.columns).toEqual(['Alcohol', 'Hue'])
  })

  it.each([
    ['unknown-column', [input('A', ['Colour'])], [output('B')]],
    ['column-is-target', [input('A', ['Cultivar'])], [output('B')]],
    [
      'no-columns-left',
      [
        input(
          'A',
          schema('wine')
            .columns.slice(1)
            .map(({ name }) => name),
        ),
        input('B'),
      ],
      [output('C')],
    ],
    ['unknown-column', [input('A')], [output('B', '__proto__')]],
    ['label-twice', [input('A', ['Hue']), { ...input('A', ['Ash']), node: 'other' }], [output('B')]],
  ])('reports %s at its node', (code, inputs, outputs) => {
    const { problems } = bind(schema('wine'), {}, inputs, outputs)
    expect(problems.map(({ problem }) => problem.code)).toEqual([code])
    for (const { problem } of problems) expect(formatMessage(problem)).not.toContain('undefined')
  })

  it('predicts an image: a mask of the input image, or the image itself', () => {
    const mask = bind(schema('shapes'), {}, [input('A')], [output('B')])
    expect(mask.problems).toEqual([])
    expect(mask.binding.inputs[0]?.columns).toEqual(['picture'])
    expect(mask.binding.outputs[0]?.task).toEqual({ kind: 'image', column: 'discs', shape: [32, 32, 1], mask: true })
    for (const columns of [[], ['image']]) {
      const itself = bind(schema('mnist'), {}, [input('A', columns)], [output('B', 'image')])
      expect(itself.problems).toEqual([])
      expect(itself.binding.inputs[0]).toMatchObject({ columns: ['image'], shape: [28, 28, 1] })
      expect(itself.binding.outputs[0]?.task).toEqual({ kind: 'image', column: 'image', shape: [28, 28, 1] })
    }
    // An image can be generated from the label alone if the user selects only that input column.
    const painted = bind(schema('mnist'), {}, [input('A', ['digit'])], [output('B', 'image')])
    expect(painted.binding.inputs[0]).toMatchObject({ columns: ['digit'], shape: [10] })
    const both = bind(schema('mnist'), {}, [input('A')], [output('B', 'image'), output('C', 'digit')])
    expect(both.binding.inputs[0]?.columns).toEqual(['image'])
  })

  it('accepts an image only as the single column of an input', () => {
    const digits = schema('mnist')
    const wide = { ...digits, columns: [...digits.columns, { name: 'age', type: 'number' as const }] }
    const mixed = bind(wide, {}, [input('A')], [output('B')])
    expect(mixed.problems.map(({ problem }) => problem.code)).toEqual(['image-with-columns'])
  })
})
