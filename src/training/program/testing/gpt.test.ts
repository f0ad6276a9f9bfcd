import { expect, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { rng } from '../../../base/rng'
import { openBackend } from '../../backends/open'
import { tf } from '../../tensorflow'
import { interpretMachine } from '../op-cases'
import { gptArena, type GptSizes, toGptProgram } from './gpt'
import { distance } from './program-fixture'

const SIZES: GptSizes = { blocks: 2, width: 8, heads: 2, context: 5, vocabulary: 7 }
const ROWS = 6
const BATCH = 3
const JOB = { optimizer: { class_name: 'SGD', config: {} }, batchSize: BATCH, seed: 1 }
const OPTIONS = { mostRows: BATCH, constantSteps: 2, metricSteps: 4 }

/** The same network in tf.js core, implemented from the paper, independently of the program. */
function lossOf(w: (name: string) => tf.Tensor, ids: tf.Tensor2D, next: tf.Tensor2D): tf.Scalar {
  const { blocks, width, heads, context, vocabulary } = SIZES
  const norm = (x: tf.Tensor, name: string) => {
    const { mean, variance } = tf.moments(x, -1, true)
    return tf.add(
      tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), w(`${name}/gamma`)),
      w(`${name}/beta`),
    )
  }
  const by = (x: tf.Tensor, name: string) => {
    const [from = 1, to = 1] = w(name).shape
    return tf.reshape(tf.matMul(tf.reshape(x, [-1, from]), w(name) as tf.Tensor2D), [BATCH, context, to])
  }
  const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [BATCH, context, heads, width / heads]), [0, 2, 1, 3])
  const later = tf.tensor(
    Array.from({ length: context * context }, (_, i) => (i % context > Math.floor(i / context) ? -1e9 : 0)),
    [context, context],
  )
  let x = tf.add(tf.gather(w('embedding'), tf.cast(ids, 'int32')), w('position'))
  for (let block = 0; block < blocks; block++) {
    const own = (name: string) => `block${block}/${name}`
    const h = norm(x, own('norm1'))
    const [q, k, v] = ['query', 'key', 'value'].map((name) => split(by(h, own(name)))) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ]
    const weights = tf.softmax(tf.add(tf.div(tf.matMul(q, k, false, true), Math.sqrt(width / heads)), later))
    const mixed = tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [BATCH, context, width])
    x = tf.add(x, by(mixed, own('out')))
    const up = tf.relu(tf.add(by(norm(x, own('norm2')), own('up/kernel')), w(own('up/bias'))))
    x = tf.add(x, tf.add(by(up, own('down/kernel')), w(own('down/bias'))))
  }
  const logits = tf.matMul(tf.reshape(x, [-1, width]), w('embedding') as tf.Tensor2D, false, true)
  const targets = tf.oneHot(tf.cast(tf.reshape(next, [-1]), 'int32'), vocabulary)
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1)))
}

test('loss, gradients, and weights after a step of a small GPT match tf.js', async () => {
  await openBackend('cpu')
  const program = toGptProgram(SIZES, JOB, ROWS, OPTIONS)
  const { views } = program
  const random = rng(3, { kind: 'generate' })
  const { width, context, vocabulary } = SIZES
  const shapes: Record<string, number[]> = { embedding: [vocabulary, width], position: [context, width] }
  for (const block of [0, 1]) {
    for (const name of ['query', 'key', 'value', 'out']) shapes[`block${block}/${name}`] = [width, width]
    for (const name of ['norm1/gamma', 'norm1/beta', 'norm2/gamma', 'norm2/beta', 'down/bias'])
      shapes[`block${block}/${name}`] = [width]
    Object.assign(shapes, {
      [`block${block}/up/kernel`]: [width, 4 * width],
      [`block${block}/up/bias`]: [4 * width],
      [`block${block}/down/kernel`]: [4 * width, width],
    })
  }
  const variables = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const values = Float32Array.from({ length: shape.reduce((a, n) => a * n, 1) }, () => 0.4 * random.normal())
      return [name, tf.variable(tf.tensor(values, shape), true, name)]
    }),
  )
  const text = Uint32Array.from({ length: ROWS * context }, () => random.below(vocabulary))
  const next = Uint32Array.from({ length: ROWS * context }, () => random.below(vocabulary))
  const order = Uint32Array.of(4, 0, 5, 1, 2, 3)

  const memory = await interpretMachine().open(program.buffers)
  const arena = gptArena(program, (name) => variables[name]?.dataSync() as Float32Array, SIZES)
  memory.write(views.weights, arena)
  memory.write(expectDefined(views.inputs[0], 'the texts').source, Float32Array.from(text))
  memory.write(expectDefined(views.targets[0], 'what follows'), Float32Array.from(next))
  memory.write(views.order, order)
  const constants = new Float32Array(8)
  constants.set([0.1, 1, 1, 1, 1, 1], 2)
  memory.write(views.constants, constants)
  const { ops } = program.list('train', BATCH)
  memory.run(await memory.record(ops), 1)
  const [figures, gradients, after] = await Promise.all([
    memory.read(views.figures, 4),
    memory.read(views.gradients, program.trainableWords),
    memory.read(views.weights, program.trainableWords),
  ])

  const batch = (all: Uint32Array) => {
    const rows = [...order.subarray(0, BATCH)].flatMap((row) => [...all.subarray(row * context, (row + 1) * context)])
    return tf.tensor2d(rows, [BATCH, context])
  }
  const named = (name: string) => variables[name] as tf.Variable
  const { value, grads } = tf.variableGrads(() => lossOf(named, batch(text), batch(next)), Object.values(variables))
  expect(figures[0]).toBeCloseTo(value.dataSync()[0] as number, 5)
  expect(figures[3]).toBe(BATCH * context)
  const expected = gptArena(program, (name) => grads[name]?.dataSync() as Float32Array, SIZES)
  expect(distance(gradients, expected)).toBeLessThan(1e-4)
  expect(
    distance(
      after,
      arena.map((w, i) => w - 0.1 * (expected[i] as number)),
    ),
  ).toBeLessThan(1e-5)
})

test('a step of a GPT with two blocks has at most 100 ops', () => {
  expect(toGptProgram(SIZES, JOB, ROWS, OPTIONS).list('train', BATCH).ops.length).toBeLessThanOrEqual(100)
})
