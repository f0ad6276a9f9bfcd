/** @file Machine checks: the capabilities of this browser, each with a status and an explanation. */
import { machineText } from '../../../messages/en/machine'
import type { BackendOffer } from '../../../protocol/backend'

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
