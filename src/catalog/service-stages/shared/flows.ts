/** @file Arithmetic on the flows of a service, and checks that several stages share. */

import { fail, ok, type Result } from '../../../base/result'
import { message } from '../../../messages/message'
import type { Problem } from '../../../messages/problem'
import type { Flow } from '../../stage-def'

const NOTHING: Flow = { carries: 'requests', share: 0 }

/** Merges all incoming flows into one, ignoring predictions of shadow models. */
export function together(inputs: readonly Flow[]): Flow {
  const [first = NOTHING] = inputs
  const real = inputs.filter(({ shadow }) => !shadow)
  if (real.length === 0) return { ...first, share: most(inputs) }
  const [only] = real
  return {
    carries: real.some(({ carries }) => carries === 'answers') ? 'answers' : 'requests',
    share: Math.min(
      1,
      real.reduce((sum, { share }) => sum + share, 0),
    ),
    ...(real.some(({ unsure }) => unsure) ? { unsure: true } : {}),
    ...(real.length === 1 && only?.chosen ? { chosen: true } : {}),
  }
}

/** The merged incoming flow if its requests still need a prediction, otherwise a problem. */
export function requests(inputs: readonly Flow[], stage: string): Result<Flow, Problem> {
  const all = together(inputs)
  if (all.shadow) return fail(message('stage-of-shadow', { stage }))
  return all.carries === 'requests' || all.unsure ? ok(all) : fail(message('stage-too-late', { stage }))
}

/** The merged incoming flow if it has predictions, otherwise a problem. */
export function answers(inputs: readonly Flow[], stage: string): Result<Flow, Problem> {
  const all = together(inputs)
  if (all.shadow) return fail(message('stage-of-shadow', { stage }))
  return all.carries === 'answers' ? ok(all) : fail(message('stage-too-early', { stage }))
}

/** The largest share among several flows. */
export function most(inputs: readonly Flow[]): number {
  return inputs.reduce((top, { share }) => Math.max(top, share), 0)
}
