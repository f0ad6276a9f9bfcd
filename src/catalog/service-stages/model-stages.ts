/** @file Stages that select models and run them. */
import { fail, ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { message } from '../../messages/message'
import { ALIASES } from '../lowered-stage'
import { choice, float, int, text as string } from '../params'
import { defineStage, type Flow, most, requests, together } from '../stage-def'

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
    readonly Split: { readonly champion: number; readonly challenger: number }
    readonly Shadow: { readonly share: number }
    readonly Ensemble: { readonly how: 'mean' | 'vote' }
  }
}

const text = stagesText

const advanced = true

/**
 * Model: runs the version that an alias points to. Moving the alias replaces the version without changing the
 * diagram.
 */
export const model = defineStage({
  kind: 'model',
  text: text.model,
  family: 'learns',
  inputs: 'some',
  params: {
    model: string({ ...text.model.model, maxLength: 200, default: '' }),
    alias: choice({ ...text.model.alias, options: ALIASES, default: 'champion' }),
    replicas: int({ ...text.model.replicas, min: 1, max: 64, default: 1 }),
    idle: int({ ...text.model.idle, min: 0, max: 1440, default: 0, advanced }),
    batch: int({ ...text.model.batch, min: 1, max: 256, default: 1 }),
    waitMs: int({ ...text.model.waitMs, min: 0, max: 1000, default: 0, advanced }),
    queue: int({ ...text.model.queue, min: 1, max: 100_000, default: 100, advanced }),
  },
  glance: ({ alias, replicas, batch }) => {
    const served = replicas > 1 ? text.model.replicated({ alias, replicas }) : alias
    return batch > 1 ? text.model.batched({ text: served, batch }) : served
  },
  shape(inputs, { alias }) {
    if (inputs.every(({ shadow }) => shadow)) return fail(message('stage-of-shadow', { stage: text.model.title }))
    if (alias === 'shadow') return answerCopies(inputs)
    const open = inputs.filter(({ carries, unsure, shadow }) => !shadow && (carries === 'requests' || unsure))
    if (open.length === 0) return fail(message('model-unasked', { stage: text.model.title }))
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
  if (copied.length === 0) return fail(message('shadow-unfed', { stage: text.model.title }))
  const { share } = together(copied.map((flow) => ({ ...flow, share: (flow.share * (flow.copies ?? 0)) / 100 })))
  return ok<Flow>({ carries: 'answers', share, shadow: true })
}

function partFor({ split }: Flow, alias: 'champion' | 'challenger'): number {
  return split ? split[alias] / 100 : 1
}

const share = (labels: { readonly label: string; readonly help: string }, preset: number) =>
  float({ ...labels, min: 0, max: 100, step: 1, default: preset })

/** Split: sends each request to exactly one of the models after it, for a canary or an A/B test. */
export const trafficSplit = defineStage({
  kind: 'split',
  text: text.split,
  family: 'combines',
  inputs: 'some',
  params: {
    champion: share(text.split.champion, 100),
    challenger: share(text.split.challenger, 0),
  },
  glance: (p) => text.split.glance(p),
  shape(inputs, { champion, challenger }) {
    const all = requests(inputs, text.split.title)
    return all.ok ? ok({ ...all.value, split: { champion, challenger } }) : all
  },
  lower: ({ champion, challenger }) => ({ class_name: 'Split', config: { champion, challenger } }),
})

/** Shadow: a model answers copies of requests. Its predictions are logged and never returned. */
export const shadow = defineStage({
  kind: 'shadow',
  text: text.shadow,
  family: 'combines',
  inputs: 'some',
  params: {
    share: float({ ...text.shadow.share, min: 0, max: 100, step: 1, default: 100 }),
  },
  glance: (p) => text.shadow.glance({ percent: p.share }),
  shape(inputs, { share }) {
    const all = requests(inputs, text.shadow.title)
    return all.ok ? ok({ ...all.value, copies: share }) : all
  },
  lower: ({ share }) => ({ class_name: 'Shadow', config: { share } }),
})

/** Ensemble: several models answer the same request, and their predictions are combined. */
export const ensemble = defineStage({
  kind: 'ensemble',
  text: text.ensemble,
  family: 'combines',
  inputs: 'many',
  params: {
    how: choice({ ...text.ensemble.how, options: ['mean', 'vote'], default: 'mean' }),
  },
  glance: (p) => text.ensemble[p.how],
  shape(inputs) {
    if (inputs.some(({ shadow }) => shadow)) return fail(message('stage-of-shadow', { stage: text.ensemble.title }))
    if (inputs.some(({ carries }) => carries === 'requests'))
      return fail(message('stage-too-early', { stage: text.ensemble.title }))
    if (inputs.every(({ chosen }) => chosen)) return fail(message('ensemble-of-one', { stage: text.ensemble.title }))
    return ok({ carries: 'answers', share: most(inputs) })
  },
  lower: ({ how }) => ({ class_name: 'Ensemble', config: { how } }),
})
