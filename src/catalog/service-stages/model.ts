/**
 * @file Model: runs the version that an alias points to. Moving the alias replaces the version without changing the
 * diagram.
 */

import { fail, ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { message } from '../../messages/message'
import { ALIASES } from '../lowered-stage'
import { choice, int, text as string } from '../params'
import { defineStage, type Flow } from '../stage-def'
import { together } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Model: {
      readonly model: string
      readonly alias: Alias
      readonly replicas: number
      /** Simulated minutes without a request after which a replica stops; 0 means that it never stops. */
      readonly idle: number
      readonly batch: number
      readonly waitMs: number
      readonly queue: number
    }
  }
}

const advanced = true

const text = stagesText.model

export const stage = defineStage({
  kind: 'model',
  text,
  family: 'learns',
  inputs: 'some',
  params: {
    model: string({ ...text.model, maxLength: 200, default: '' }),
    alias: choice({ ...text.alias, options: ALIASES, default: 'champion' }),
    replicas: int({ ...text.replicas, min: 1, max: 64, default: 1 }),
    idle: int({ ...text.idle, min: 0, max: 1440, default: 0, advanced }),
    batch: int({ ...text.batch, min: 1, max: 256, default: 1 }),
    waitMs: int({ ...text.waitMs, min: 0, max: 1000, default: 0, advanced }),
    queue: int({ ...text.queue, min: 1, max: 100_000, default: 100, advanced }),
  },
  glance: ({ alias, replicas, batch }) => {
    const served = replicas > 1 ? text.replicated({ alias, replicas }) : alias
    return batch > 1 ? text.batched({ text: served, batch }) : served
  },
  shape(inputs, { alias }) {
    if (inputs.every(({ shadow }) => shadow)) return fail(message('stage-of-shadow', { stage: text.title }))
    if (alias === 'shadow') return answerCopies(inputs)
    const open = inputs.filter(({ carries, unsure, shadow }) => !shadow && (carries === 'requests' || unsure))
    if (open.length === 0) return fail(message('model-unasked', { stage: text.title }))
    const asked = together(open.map((flow) => ({ ...flow, share: flow.share * partFor(flow, alias) })))
    const chosen = open.every(({ split }) => split)
    return ok({ carries: 'answers', share: asked.share, ...(chosen ? { chosen } : {}) })
  },
  lower: ({ model: name, alias, replicas, idle, batch, waitMs, queue }) => ({
    class_name: 'Model',
    config: { model: name, alias, replicas, idle, batch, waitMs, queue },
  }),
})

function answerCopies(inputs: readonly Flow[]) {
  const copied = inputs.filter(({ copies }) => copies !== undefined)
  if (copied.length === 0) return fail(message('shadow-unfed', { stage: text.title }))
  const { share } = together(copied.map((flow) => ({ ...flow, share: (flow.share * (flow.copies ?? 0)) / 100 })))
  return ok<Flow>({ carries: 'answers', share, shadow: true })
}

function partFor({ split }: Flow, alias: 'champion' | 'challenger'): number {
  return split ? split[alias] / 100 : 1
}
