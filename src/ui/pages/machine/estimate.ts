/** @file Estimate: about how long the digits example takes here, from the measured speed of a small network of the same kind. */
import { expectDefined } from '../../../base/assert'
import { findDataset } from '../../../catalog/datasets/all'
import { checkNetwork } from '../../../compile/check-network'
import { cost } from '../../../compile/cost'
import { digitsCnn } from '../../../gallery/digits-cnn'
import type { Backend } from '../../../protocol/backend'

export interface Speed {
  readonly stepsPerSecond: number
  /** Milliseconds until the first loss, shader compilation included. */
  readonly firstStepMs: number
  /** Multiply-adds of one step of the measured network, forward. */
  readonly multiplyAdds: number
}

/** The size of a training: its steps, and the work of one. */
export interface Work {
  readonly steps: number
  /** Multiply-adds of one step, forward. */
  readonly multiplyAdds: number
}

/**
 * How much longer a step takes when it has `times` the work. The time on a CPU grows with the work; the fixed cost of calls matters
 * less in a large step. A GPU waits for calls more than it computes, so its time hardly grows at first.
 */
const GROWTH: Readonly<Record<Backend, (times: number) => number>> = {
  // Fitted: the digits example has 45 times the work of the measured network and takes about 6.5 times as long a step.
  wasm: (times) => 0.88 + 0.12 * times,
  cpu: (times) => times,
  webgpu: (times) => 1 + times / 40,
  webgl: (times) => 1 + times / 40,
}

/**
 * How much longer a training takes than its steps: the validation set is evaluated after every epoch, and the weights
 * are saved. Fitted: the digits example took about 5 s, its steps alone 3 to 4 s.
 */
const OVERHEAD = 1.5

/** Seconds that this work takes at this speed: an estimate, to be shown with "about". */
export function estimate(work: Work, speed: Speed, backend: Backend): number {
  const times = Math.max(1, work.multiplyAdds / speed.multiplyAdds)
  return speed.firstStepMs / 1000 + OVERHEAD * (work.steps / speed.stepsPerSecond) * GROWTH[backend](times)
}

/** The digits example with its default settings. */
export function digitsWork(): Work {
  const { networks, plan, data } = digitsCnn.content
  const { schema } = expectDefined(findDataset(data.dataset), 'the starter set')
  const report = checkNetwork(expectDefined(networks[0], 'the network').drawing, schema, plan)
  const train = Math.round(schema.rows * plan.split.train)
  return {
    steps: plan.epochs * Math.ceil(train / plan.batchSize),
    multiplyAdds: cost(expectDefined(report.checked, 'the digits example'), plan.batchSize).multiplyAdds,
  }
}
