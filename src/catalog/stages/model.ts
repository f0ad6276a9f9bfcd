/** @file Model: asks what an alias of a model stands for; moving the alias replaces the model, and the drawing stays. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { ALIASES } from '../lowered-stage'
import { choice, int, text } from '../params'
import { defineStage, type Flow } from '../stage-def'
import { together } from './shared/flows'

const advanced = true

export const model = defineStage({
  kind: 'model',
  title: 'Model',
  family: 'learns',
  summary:
    'Asks the model that an alias stands for. It names the alias, never a version: a rollout moves the flag alone.',
  search: 'network predict infer serve champion challenger replica batch',
  inputs: 'some',
  params: {
    model: text({
      label: 'Model',
      maxLength: 200,
      default: '',
      help: 'Its line in the registry, by name.',
    }),
    alias: choice({
      label: 'Alias',
      options: ALIASES,
      default: 'champion',
      help: 'Which of its flags: champion answers, challenger is tried on a share, shadow answers copies.',
    }),
    replicas: int({
      label: 'Replicas',
      min: 1,
      max: 64,
      default: 1,
      help: 'How many copies of it answer side by side. A fresh one is cold: its first answer waits for it.',
    }),
    idle: int({
      label: 'Let go after',
      min: 0,
      max: 1440,
      default: 0,
      advanced,
      help: 'Minutes without a request after which a replica is let go, down to none; who comes then waits for a cold start. 0 keeps them.',
    }),
    batch: int({
      label: 'Batch',
      min: 1,
      max: 256,
      default: 1,
      help: 'Requests that may be answered in one go: more throughput, a longer wait for each.',
    }),
    waitMs: int({
      label: 'Batch window',
      min: 0,
      max: 1000,
      default: 0,
      advanced,
      help: 'Milliseconds that a batch waits to be filled. 0 takes what is there.',
    }),
    queue: int({
      label: 'Queue',
      min: 1,
      max: 100_000,
      default: 100,
      advanced,
      help: 'Requests that may wait; who comes when it is full fails. A long one turns an overload into slowness.',
    }),
  },
  glance: (p) => `${p.alias}${p.replicas > 1 ? ` ×${p.replicas}` : ''}${p.batch > 1 ? `, batches of ${p.batch}` : ''}`,
  shape(inputs, { alias }) {
    if (inputs.every(({ shadow }) => shadow)) return fail(message('stage-of-shadow', { stage: 'Model' }))
    if (alias === 'shadow') return answerCopies(inputs)
    const open = inputs.filter(({ carries, unsure, shadow }) => !shadow && (carries === 'requests' || unsure))
    if (open.length === 0) return fail(message('model-unasked', { stage: 'Model' }))
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
  if (copied.length === 0) return fail(message('shadow-unfed', { stage: 'Model' }))
  const { share } = together(copied.map((flow) => ({ ...flow, share: (flow.share * (flow.copies ?? 0)) / 100 })))
  return ok<Flow>({ carries: 'answers', share, shadow: true })
}

function partFor({ split }: Flow, alias: 'champion' | 'challenger'): number {
  return split ? split[alias] / 100 : 1
}
