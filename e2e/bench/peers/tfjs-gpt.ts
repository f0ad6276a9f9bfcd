/** @file The character GPT of the benchmark in tf.js core ops. */
import * as tf from '@tensorflow/tfjs-core'
import type { Task } from '../contest'
import { GPT } from '../tasks/gpt'

type Variables = Readonly<Record<string, tf.Variable>>

/** The task's weights as variables, by name. */
export function gptVariables({ weights }: Task): Variables {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { values, shape }]) => [name, tf.variable(tf.tensor(values, [...shape]))]),
  )
}

/** Mean cross-entropy over all positions. `ids` is [batch, context], `next` is one-hot [batch, context, vocabulary]. */
export function gptLoss(variables: Variables, ids: tf.Tensor, next: tf.Tensor): tf.Scalar {
  const of = (name: string) => variables[name] as tf.Variable
  const { blocks, width, heads, context, vocabulary } = GPT
  const [batch = 0] = ids.shape
  const positions = batch * context
  const size = width / heads
  const table = of('embedding')
  let x = tf.add(tf.reshape(tf.gather(table, tf.reshape(ids, [-1])), [batch, context, width]), of('position'))
  const times = (h: tf.Tensor, w: tf.Tensor) =>
    tf.reshape(tf.matMul(tf.reshape(h, [positions, h.shape[2] as number]) as tf.Tensor2D, w as tf.Tensor2D), [
      batch,
      context,
      w.shape[1] as number,
    ])
  // [batch, heads, context, size]
  const split = (h: tf.Tensor) => tf.transpose(tf.reshape(h, [batch, context, heads, size]), [0, 2, 1, 3])
  const mask = tf.tidy(() => {
    const range = tf.range(0, context)
    return tf.mul(tf.cast(tf.less(tf.expandDims(range, 1), tf.expandDims(range, 0)), 'float32'), -1e9)
  })
  for (let block = 0; block < blocks; block++) {
    const own = (name: string) => of(`block${block}/${name}`)
    const h = norm(x, own('norm1/gamma'), own('norm1/beta'))
    const [q, k, v] = ['query', 'key', 'value'].map((name) => split(times(h, own(name)))) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ]
    const weights = tf.softmax(tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(size)), mask))
    const mixed = tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [batch, context, width])
    x = tf.add(x, times(mixed, own('out')))
    const g = norm(x, own('norm2/gamma'), own('norm2/beta'))
    const up = tf.relu(tf.add(times(g, own('up/kernel')), own('up/bias')))
    x = tf.add(x, tf.add(times(up, own('down/kernel')), own('down/bias')))
  }
  const logits = tf.matMul(
    tf.reshape(x, [positions, width]) as tf.Tensor2D,
    table as tf.Tensor as tf.Tensor2D,
    false,
    true,
  )
  const logProbabilities = tf.logSoftmax(logits)
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.reshape(next, [positions, vocabulary]), logProbabilities), -1)))
}

function norm(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const centered = tf.sub(x, tf.mean(x, -1, true))
  const variance = tf.mean(tf.square(centered), -1, true)
  return tf.add(tf.mul(tf.mul(centered, tf.rsqrt(tf.add(variance, 1e-5))), gamma), beta)
}
