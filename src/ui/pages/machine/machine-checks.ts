/**
 * @file What this machine can do: the capabilities of the browser, the expected training time, and whether engines
 * agree.
 */

import { expectDefined } from '../../../base/assert'
import { findDataset } from '../../../catalog/datasets/all'
import { checkNetwork } from '../../../compile/check-network'
import { cost } from '../../../compile/cost'
import { digitsCnn } from '../../../gallery/digits-cnn'
import { machineText } from '../../../messages/en/machine'
import type { Backend, BackendOffer } from '../../../protocol/backend'
import type { GradientReport } from '../../../protocol/trainer-messages'
import type { ParityResult } from '../../../studio/training/training-analysis-results'

const text = machineText.checks

export interface Check {
  readonly id: 'secure' | 'worker' | 'simd' | 'gpu' | 'storage' | 'offline'
  readonly title: string
  readonly tone: 'good' | 'note' | 'bad' | 'waiting'
  readonly about: string
}

export interface Machine {
  readonly secureContext: boolean
  readonly workers: boolean
  readonly simd: boolean
  /** Backends detected by the worker; empty until detection is done. */
  readonly offers: readonly BackendOffer[]
  readonly persisted: boolean
  readonly offlineReady: boolean
}

/** Returns the checks that a teacher should look at before a class. */
export function checksOf(machine: Machine): readonly Check[] {
  const { secureContext, workers, simd, persisted, offlineReady } = machine
  return [
    yesOrNo('secure', secureContext, 'note'),
    yesOrNo('worker', workers, 'bad'),
    yesOrNo('simd', simd, 'bad'),
    gpuCheck(machine),
    yesOrNo('storage', persisted, 'note'),
    offlineReady
      ? check('offline', 'good', text.offline.yes)
      : check('offline', 'note', secureContext ? text.offline.notYet : text.offline.insecure),
  ]
}

function gpuCheck({ offers, secureContext }: Machine): Check {
  const gpu = offers.find(({ backend }) => backend === 'webgpu')
  if (!gpu) return check('gpu', 'waiting', text.gpu.looking)
  const { available, software, detail } = gpu
  if (!available) return check('gpu', 'note', secureContext ? text.gpu.no({ why: detail }) : text.gpu.insecure)
  if (software) return check('gpu', 'note', text.gpu.emulated({ adapter: detail }))
  return check('gpu', 'good', text.gpu.yes({ adapter: detail }))
}

function yesOrNo(id: 'secure' | 'worker' | 'simd' | 'storage', isGood: boolean, without: Check['tone']): Check {
  return isGood ? check(id, 'good', text[id].yes) : check(id, without, text[id].no)
}

function check(id: Check['id'], tone: Check['tone'], about: string): Check {
  return { id, title: text[id].title, tone, about }
}

export interface Speed {
  readonly stepsPerSecond: number
  /** Time to the first loss in ms, including shader compilation. */
  readonly firstStepMs: number
  /** Multiply-adds in the forward pass of one step of the measured network. */
  readonly multiplyAdds: number
}

/** The amount of work in a training run: number of steps, and the work per step. */
interface Work {
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

const parityText = machineText.parity

/**
 * Differences up to this size, relative to the largest value of a tensor, are rounding errors: float32 sums in a
 * different order, accumulated over a deep network.
 */
const ROUNDING = 5e-3

/** Matches an engine that runs on the GPU. */
const GPU = /web(?:gpu|gl)/i

/** States whether the engines agree, and which layer differs most. */
export function parityStatus({ engines, layers, lossDifference }: ParityResult): string {
  const [worst] = layers
  if (!worst) return parityText.none
  const { layer } = worst
  const difference = Math.max(worst.result, worst.gradient)
  // NaN fails this comparison, so it does not count as agreement.
  const agree = difference <= ROUNDING && lossDifference <= ROUNDING
  if (!agree)
    return parityText.differ({ lossDifference, layer, difference, gpu: engines.some((engine) => GPU.test(engine)) })
  return lossDifference === 0
    ? parityText.equalLoss({ layer, difference })
    : parityText.agree({ lossDifference, layer, difference })
}

const gradientsText = machineText.gradients

/** Errors up to this size are attributed to float32 rounding in the comparison with finite differences. */
const TOLERANCE = 4e-3
/** Maximum number of incorrect layers to name. */
const MAX_NAMES = 5

/** States whether all gradients are correct or, if not, which layers have incorrect gradients. */
export function gradientsStatus(reports: readonly GradientReport[]): string {
  // `!(a <= b)` counts NaN as wrong. A layer also counts as wrong if too few of its entries were compared.
  const wrong = reports.filter(({ worst, checked, entries }) => !(worst <= TOLERANCE) || checked < entries / 2)
  const layers = reports.length
  if (layers === 0) return gradientsText.unknown
  if (wrong.length === 0) return gradientsText.correct({ layers })
  const names = wrong.slice(0, MAX_NAMES).map(({ name }) => name)
  return gradientsText.wrong({ wrong: wrong.length, layers, names, more: wrong.length - names.length })
}
