/**
 * @file Netloom's engine on the character GPT. Attention is not in the catalog yet, so the program is written by hand;
 * it runs in the same way as catalog programs: write constants and row order, replay steps, read metrics.
 */
import { makeMetricsRing } from '../../../src/training/engines/program-state'
import type { Machine } from '../../../src/training/program/machine'
import { opTimesOf } from '../../../src/training/program/op-cost'
import { packConstants, type View } from '../../../src/training/program/ops'
import { gptArena, toGptProgram } from '../../../src/training/program/testing/gpt'
import { ADAM, type Task } from '../contest'
import { GPT } from '../tasks/gpt'
import type { Steps } from './netloom'

const MOST_STEPS = 512
const RING = 4096

/** Opens the task's weights and text on a machine, ready to train. */
export async function openGpt(machine: Machine, task: Task): Promise<Steps> {
  const { batch, rows } = task
  const optimizer = {
    class_name: 'Adam',
    config: { beta_1: ADAM.beta1, beta_2: ADAM.beta2, epsilon: ADAM.epsilon },
  }
  const program = toGptProgram(GPT, { optimizer, batchSize: batch, seed: 1 }, rows, {
    mostRows: batch,
    constantSteps: MOST_STEPS,
    metricSteps: RING,
  })
  const { views } = program
  const memory = await machine.open(program.buffers)
  const recording = await memory.record(program.list('train', batch).ops)
  memory.write(
    views.weights,
    gptArena(program, (name) => (task.weights[name] as Task['weights'][string]).values, GPT),
  )
  memory.write((views.inputs[0] as { readonly source: View }).source, task.x)
  memory.write(views.targets[0] as View, task.y)
  const figures = makeMetricsRing(memory, program, [], RING)
  const atFirst = memory.counters()
  let steps = 0
  return {
    mostSteps: MOST_STEPS,
    order: (order) => memory.write(views.order, order),
    steps(given) {
      figures.reserve(given.length)
      memory.write(views.constants, packConstants(given))
      memory.write(views.state, Uint32Array.of(0, figures.nextIndex()))
      memory.run(recording, given.length)
      figures.wrote(given.length)
      steps += given.length
    },
    read: () => figures.read(),
    settled: () => memory.settled(),
    counters() {
      const { submissions, made, reads } = memory.counters()
      return {
        steps,
        calls: steps * recording.calls,
        submissions: submissions - atFirst.submissions,
        made: made - atFirst.made,
        reads: reads - atFirst.reads,
        bytes: memory.bytes,
      }
    },
    profile: async () => opTimesOf(recording, await memory.time(recording)),
  }
}
