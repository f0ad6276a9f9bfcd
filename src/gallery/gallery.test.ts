import { describe, expect, test } from 'vitest'
import { findDataset } from '../catalog/datasets/all'
import { checkNetwork } from '../compile/check-network'
import { print } from '../graph/print-drawing.test-help'
import { findTemplate, templates } from '.'

function reportOf(id: string) {
  const content = findTemplate(id)?.content
  const drawing = content?.networks[0]?.drawing
  const schema = findDataset(content?.data.dataset ?? '')?.schema
  if (!content || !drawing || !schema) throw new Error(id)
  return { drawing, report: checkNetwork(drawing, schema, content.plan) }
}

const printed = (id: string) => {
  const { checked } = reportOf(id).report
  return checked ? print(checked) : 'not sound'
}

describe('every template', () => {
  const ids = templates.map(({ id }) => id)

  test('has a unique id, and the ids documented for the console exist', () => {
    expect(new Set(ids).size).toBe(ids.length)
    const promised = ['blank', 'digits-cnn', 'fashion-cnn', 'penguins-mlp', 'auto-mpg-mlp', 'spirals-mlp']
    expect(promised.filter((id) => !ids.includes(id))).toEqual([])
  })

  test.each(ids.filter((id) => id !== 'blank'))('%s has no problems', (id) => {
    const { report } = reportOf(id)
    expect(report.diagnostics).toEqual([])
    expect(report.checked).toBeDefined()
    expect(report.binding.outputs.length).toBeGreaterThan(0)
  })

  test.each(ids)('%s: nodes do not overlap', (id) => {
    const { nodes } = reportOf(id).drawing
    for (const [i, a] of nodes.entries()) {
      for (const b of nodes.slice(i + 1)) {
        const [upper, lower] = a.position.y < b.position.y ? [a, b] : [b, a]
        // Input and output nodes are 150 pixels high, other nodes up to 100.
        const height = upper.kind === 'input' || upper.kind === 'output' ? 150 : 100
        const apart = Math.abs(a.position.x - b.position.x) >= 180 || upper.position.y + height <= lower.position.y
        expect(apart, `${a.id} and ${b.id}`).toBe(true)
      }
    }
  })

  test('blank lacks only the wire into its output', () => {
    expect(reportOf('blank').report.diagnostics.map(({ problem, node }) => [problem.code, node])).toEqual([
      ['missing-input', 'output'],
    ])
  })
})

describe('as text', () => {
  test('digits-cnn', () => {
    expect(printed('digits-cnn')).toMatchInlineSnapshot(`
      "digits: [28,28,1] = input()
      conv1: [26,26,16] = conv2d(digits, filters 16, kernelSize 3, activation relu)
      pool1: [13,13,16] = maxPooling2d(conv1, poolSize 2)
      conv2: [11,11,32] = conv2d(pool1, filters 32, kernelSize 3, activation relu)
      pool2: [5,5,32] = maxPooling2d(conv2, poolSize 2)
      dropout: [5,5,32] = dropout(pool2, rate 0.25)
      flatten: [800] = flatten(dropout)
      dense: [10] = dense(flatten, units 10, activation softmax)
      digit: [10] = output(dense)"
    `)
    // The terms are 3·3·1·16 + 16, 3·3·16·32 + 32, and 800·10 + 10.
    expect(reportOf('digits-cnn').report.totalParameters).toBe(160 + 4640 + 8010)
  })

  test('fashion-cnn', () => {
    expect(printed('fashion-cnn')).toMatchInlineSnapshot(`
      "clothes: [28,28,1] = input()
      conv1: [26,26,32] = conv2d(clothes, filters 32, kernelSize 3, activation relu)
      pool1: [13,13,32] = maxPooling2d(conv1, poolSize 2)
      conv2: [11,11,64] = conv2d(pool1, filters 64, kernelSize 3, activation relu)
      pool2: [5,5,64] = maxPooling2d(conv2, poolSize 2)
      flatten: [1600] = flatten(pool2)
      dropout: [1600] = dropout(flatten, rate 0.4)
      dense: [10] = dense(dropout, units 10, activation softmax)
      kind: [10] = output(dense)"
    `)
  })

  test('penguins-mlp', () => {
    expect(printed('penguins-mlp')).toMatchInlineSnapshot(`
      "penguin: [9] = input()
      hidden: [16] = dense(penguin, units 16, activation relu)
      dense: [3] = dense(hidden, units 3, activation softmax)
      species: [3] = output(dense)"
    `)
  })

  test('auto-mpg-mlp', () => {
    expect(printed('auto-mpg-mlp')).toMatchInlineSnapshot(`
      "car: [9] = input()
      hidden1: [32] = dense(car, units 32, activation relu)
      hidden2: [32] = dense(hidden1, units 32, activation relu)
      dense: [1] = dense(hidden2, units 1, activation linear)
      mpg: [1] = output(dense)"
    `)
  })

  test('spirals-mlp', () => {
    expect(printed('spirals-mlp')).toMatchInlineSnapshot(`
      "point: [2] = input()
      hidden1: [32] = dense(point, units 32, activation relu)
      hidden2: [32] = dense(hidden1, units 32, activation relu)
      dense: [1] = dense(hidden2, units 1, activation sigmoid)
      arm: [1] = output(dense)"
    `)
  })

  test('auto-mpg-two-inputs: the columns are split between its inputs', () => {
    expect(printed('auto-mpg-two-inputs')).toMatchInlineSnapshot(`
      "engine: [3] = input(columns ["Cylinders","Displacement","Horsepower"])
      car: [6] = input()
      dense1: [16] = dense(engine, units 16, activation relu)
      dense2: [16] = dense(car, units 16, activation relu)
      join: [32] = concatenate(dense1, dense2)
      hidden: [16] = dense(join, units 16, activation relu)
      dense: [1] = dense(hidden, units 1, activation linear)
      mpg: [1] = output(dense)"
    `)
  })

  test('penguins-two-heads: neither target is among the inputs', () => {
    expect(printed('penguins-two-heads')).toMatchInlineSnapshot(`
      "penguin: [8] = input()
      body: [32] = dense(penguin, units 32, activation relu)
      which: [3] = dense(body, units 3, activation softmax)
      heavy: [1] = dense(body, units 1, activation linear)
      species: [3] = output(which)
      mass: [1] = output(heavy, target "Body Mass (g)")"
    `)
    const { inputs } = reportOf('penguins-two-heads').report.binding
    expect(inputs.flatMap(({ columns }) => columns)).toEqual([
      'Island',
      'Beak Length (mm)',
      'Beak Depth (mm)',
      'Flipper Length (mm)',
      'Sex',
    ])
  })

  test('digits-autoencoder: through a bottleneck of 32 numbers and back', () => {
    expect(printed('digits-autoencoder')).toMatchInlineSnapshot(`
      "digits: [28,28,1] = input(columns ["image"])
      conv1: [14,14,8] = conv2d(digits, kernelSize 3, strides 2, padding same, activation relu, filters 8)
      conv2: [7,7,16] = conv2d(conv1, kernelSize 3, strides 2, padding same, activation relu, filters 16)
      flatten: [784] = flatten(conv2)
      code: [32] = dense(flatten, units 32, activation relu)
      wide: [784] = dense(code, units 784, activation relu)
      reshape: [7,7,16] = reshape(wide, targetShape [7,7,16])
      up1: [14,14,8] = conv2dTranspose(reshape, kernelSize 3, strides 2, padding same, activation relu, filters 8)
      up2: [28,28,1] = conv2dTranspose(up1, kernelSize 3, strides 2, padding same, activation sigmoid, filters 1)
      again: [28,28,1] = output(up2, target image)"
    `)
    const { inputs, outputs } = reportOf('digits-autoencoder').report.binding
    expect([inputs[0]?.columns, outputs[0]?.task.column]).toEqual([['image'], 'image'])
  })

  test('shapes-unet: skip connections join equal sizes', () => {
    expect(printed('shapes-unet')).toMatchInlineSnapshot(`
      "picture: [32,32,1] = input()
      down1/conv1: [32,32,8] = conv2d(picture, padding same, activation relu, kernelInitializer heUniform, filters 8, kernelSize 3)
      down1/conv2: [32,32,8] = conv2d(down1/conv1, padding same, activation relu, kernelInitializer heUniform, filters 8, kernelSize 3)
      down1/pool: [16,16,8] = maxPooling2d(down1/conv2, poolSize 2)
      down2/conv1: [16,16,16] = conv2d(down1/pool, padding same, activation relu, kernelInitializer heUniform, filters 16, kernelSize 3)
      down2/conv2: [16,16,16] = conv2d(down2/conv1, padding same, activation relu, kernelInitializer heUniform, filters 16, kernelSize 3)
      down2/pool: [8,8,16] = maxPooling2d(down2/conv2, poolSize 2)
      deep: [8,8,24] = conv2d(down2/pool, kernelSize 3, padding same, activation relu, kernelInitializer heUniform, filters 24)
      up2/double: [16,16,16] = conv2dTranspose(deep, filters 16, kernelSize 2, strides 2)
      up2/join: [16,16,32] = concatenate(up2/double, down2/conv2)
      up2/conv1: [16,16,16] = conv2d(up2/join, padding same, activation relu, kernelInitializer heUniform, filters 16, kernelSize 3)
      up2/conv2: [16,16,16] = conv2d(up2/conv1, padding same, activation relu, kernelInitializer heUniform, filters 16, kernelSize 3)
      up1/double: [32,32,8] = conv2dTranspose(up2/conv2, filters 8, kernelSize 2, strides 2)
      up1/join: [32,32,16] = concatenate(up1/double, down1/conv2)
      up1/conv1: [32,32,8] = conv2d(up1/join, padding same, activation relu, kernelInitializer heUniform, filters 8, kernelSize 3)
      up1/conv2: [32,32,8] = conv2d(up1/conv1, padding same, activation relu, kernelInitializer heUniform, filters 8, kernelSize 3)
      mark: [32,32,1] = conv2d(up1/conv2, filters 1, kernelSize 1, padding same, activation sigmoid)
      discs: [32,32,1] = output(mark)"
    `)
  })
})
