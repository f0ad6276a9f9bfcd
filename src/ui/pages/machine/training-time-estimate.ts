/**
 * @file Estimate: roughly how long the digits example takes on this device, extrapolated from the measured speed of a
 * small network of the same kind.
 */
import { expectDefined } from '../../../base/assert'
import { findDataset } from '../../../catalog/datasets/all'
import { checkNetwork } from '../../../compile/check-network'
import { cost } from '../../../compile/cost'
import { digitsCnn } from '../../../gallery/digits-cnn'
import type { Backend } from '../../../protocol/backend'

export interface Speed {
  readonly stepsPerSecond: number
  /** Time to the first loss in ms, including shader compilation. */
  readonly firstStepMs: number
  /** Multiply-adds in the forward pass of one step of the measured network. */
  readonly multiplyAdds: number
}

/** The amount of work in a training run: number of steps, and the work per step. */
export interface Work {
  readonly steps: number
  /** Multiply-adds in the forward pass of one step. */
  readonly multiplyAdds: number
}

/**
 * The factor by which a step takes longer if it has `times` as much work. CPU time grows with the work, but fixed call
 * overhead matters less in a large step. A GPU spends more time waiting for calls than computing, so its step time
 * hardly grows at first.
 */
const GROWTH: Readonly<Record<Backend, (times: number) => number>> = {
  // Fitted to measurements: the digits example has 45 times the work of the measured network, and a step takes about
  // 6.5 times as long.
  wasm: (times) => 0.88 + 0.12 * times,
  cpu: (times) => times,
  webgpu: (times) => 1 + times / 40,
  webgl: (times) => 1 + times / 40,
}

/**
 * The factor by which a training run takes longer than its steps alone, because it evaluates the validation set after
 * every epoch and saves the weights. Fitted to measurements: the digits example took about 5 s, and its steps alone
 * took 3 to 4 s.
 */
const OVERHEAD = 1.5

/** Estimated time in seconds for this work at this speed; precede it with "about" when showing it. */
export function estimate(work: Work, speed: Speed, backend: Backend): number {
  const times = Math.max(1, work.multiplyAdds / speed.multiplyAdds)
  return speed.firstStepMs / 1000 + OVERHEAD * (work.steps / speed.stepsPerSecond) * GROWTH[backend](times)
}

/** The work in the digits example with its default settings. */
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
