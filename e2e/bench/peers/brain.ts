/**
 * @file brain.js as a peer: plain JavaScript that updates its weights after every sample; only its speed is compared.
 */
import brainUrl from 'brain.js/browser.min.js?url'
import { type Contestant, firstOf, type Peer, type Task } from '../contest'

interface Sample {
  readonly input: readonly number[]
  readonly output: readonly number[]
}
interface Brain {
  readonly NeuralNetwork: new (
    options: object,
  ) => {
    train(data: readonly Sample[], options: object): { readonly error: number }
  }
}

/** Loads the script, which defines a global. */
async function load(): Promise<Brain> {
  await new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: brainUrl, onload: resolve, onerror: reject })
    document.head.append(script)
  })
  return (window as unknown as { readonly brain: Brain }).brain
}

async function open(task: Task): Promise<Contestant> {
  const { NeuralNetwork } = await load()
  const hiddenLayers = task.name === 'perceptron' ? [128] : [8, 8]
  const net = new NeuralNetwork({ hiddenLayers, activation: task.name === 'perceptron' ? 'relu' : 'tanh' })
  const size = task.inputShape[0] as number
  const samples = Array.from({ length: task.rows }, (_, row): Sample => {
    const y = task.y[row] as number
    return {
      input: Array.from(task.x.subarray(row * size, (row + 1) * size)),
      output: task.classes > 0 ? Array.from({ length: task.classes }, (__, i) => (i === y ? 1 : 0)) : [y],
    }
  })
  const over = (rows: readonly Sample[], iterations: number) =>
    net.train(rows, { iterations, log: false, errorThresh: 1e-9, learningRate: 0.01 }).error
  let step = 0
  return {
    losses: async (steps) =>
      Array.from({ length: steps }, () => {
        const first = firstOf(task, step++)
        return over(samples.slice(first, first + task.batch), 1)
      }),
    // Uses as few calls as possible, so that the setup time per call does not count as training time.
    async train(steps) {
      const rows = steps * task.batch
      const [times, rest] = [Math.floor(rows / task.rows), rows % task.rows]
      if (times > 0) over(samples, times)
      if (rest > 0) over(samples.slice(0, rest), 1)
    },
  }
}

export const brain: Peer = {
  name: 'brain.js',
  title: 'brain.js',
  tier: 'cpu',
  ownOptimizer: true,
  tasks: { perceptron: open, playground: open },
}
