/** @file Stages that requests pass before a model answers them, and the log at the end. */
import { ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { choice, columns, int } from '../params'
import { defineStage, requests, together } from '../stage-def'

declare module '../lowered-stage' {
  interface StageConfigs {
    /** Where the requests of a scenario come from: held-out examples, or the simulated stream of the dataset. */
    readonly Source: { readonly from: 'held-out' | 'world' }
    readonly Validate: {
      /** `far` rejects only numbers far outside the training range. */
      readonly range: 'refuse' | 'far' | 'clip' | 'pass'
      readonly unseen: 'refuse' | 'missing'
      readonly missing: 'refuse' | 'pass'
      /** Set only if such requests are rejected, so that earlier services are lowered as before. */
      readonly absent?: 'refuse' | 'pass'
    }
    readonly RateLimit: { readonly perSecond: number; readonly burst: number }
    readonly Cache: { readonly entries: number; readonly minutes: number }
    /** `stored` names the columns that come from a feature store instead of the request, so they can be stale. */
    readonly Features: { readonly stored: readonly string[] }
    readonly Log: { readonly inputs: number }
  }
}

const text = stagesText

/** Source: where requests enter the service. */
export const source = defineStage({
  kind: 'source',
  text: text.source,
  family: 'end',
  inputs: 'none',
  params: {
    from: choice({ ...text.source.from, options: ['held-out', 'world'], default: 'held-out' }),
  },
  glance: (p) => (p.from === 'held-out' ? text.source.heldOut : text.source.world),
  shape: () => ok({ carries: 'requests', share: 1 }),
  lower: ({ from }) => ({ class_name: 'Source', config: { from } }),
})

/** Validate: checks a request against the dataset's schema before any model runs. */
export const validate = defineStage({
  kind: 'validate',
  text: text.validate,
  family: 'regularises',
  inputs: 'some',
  params: {
    range: choice({ ...text.validate.range, options: ['refuse', 'far', 'clip', 'pass'], default: 'far' }),
    unseen: choice({ ...text.validate.unseen, options: ['refuse', 'missing'], default: 'refuse' }),
    missing: choice({ ...text.validate.missing, options: ['refuse', 'pass'], default: 'pass' }),
    absent: choice({ ...text.validate.absent, options: ['refuse', 'pass'], default: 'refuse' }),
  },
  glance: (p) => {
    const { rejects, typesOnly, glance } = text.validate
    const checks = (['range', 'unseen', 'missing', 'absent'] as const).filter((check) => p[check] === 'refuse')
    const names = [...(p.range === 'far' ? [rejects.far] : []), ...checks.map((check) => rejects[check])]
    return names.length === 0 ? typesOnly : glance({ checks: names })
  },
  shape: (inputs) => requests(inputs, text.validate.title),
  lower: ({ range, unseen, missing, absent }) => ({
    class_name: 'Validate',
    config: { range, unseen, missing, ...(absent === 'refuse' ? { absent } : {}) },
  }),
})

/** Rate limit: a token bucket (Turner 1986); requests are rejected while it is empty. */
export const rateLimit = defineStage({
  kind: 'rateLimit',
  text: text.rateLimit,
  family: 'regularises',
  inputs: 'some',
  params: {
    perSecond: int({ ...text.rateLimit.perSecond, min: 1, max: 100_000, default: 100 }),
    burst: int({ ...text.rateLimit.burst, min: 1, max: 1_000_000, default: 200 }),
  },
  glance: (p) => text.rateLimit.glance(p),
  shape: (inputs) => requests(inputs, text.rateLimit.title),
  lower: ({ perSecond, burst }) => ({ class_name: 'RateLimit', config: { perSecond, burst } }),
})

/** Cache: returns the earlier prediction for an identical input, without running a model. */
export const cache = defineStage({
  kind: 'cache',
  text: text.cache,
  family: 'reshapes',
  inputs: 'some',
  params: {
    entries: int({ ...text.cache.entries, min: 1, max: 100_000, default: 1000 }),
    minutes: int({ ...text.cache.minutes, min: 1, max: 10_080, default: 60 }),
  },
  glance: (p) => text.cache.glance(p),
  shape: (inputs) => requests(inputs, text.cache.title),
  lower: ({ entries, minutes }) => ({ class_name: 'Cache', config: { entries, minutes } }),
})

/** Features: turns a request into the model's inputs, using the pipeline that was fitted during training. */
export const features = defineStage({
  kind: 'features',
  text: text.features,
  family: 'reshapes',
  inputs: 'some',
  params: {
    stored: columns({ ...text.features.stored, default: [] }),
  },
  glance: (p) =>
    p.stored.length === 0 ? text.features.allInRequest : text.features.glance({ stored: p.stored.length }),
  shape: (inputs) => requests(inputs, text.features.title),
  lower: ({ stored }) => ({ class_name: 'Features', config: { stored } }),
})

/** Log: the endpoint of every request. All metrics of a service are computed from the log. */
export const requestLog = defineStage({
  kind: 'log',
  text: text.log,
  family: 'end',
  inputs: 'some',
  out: false,
  params: {
    inputs: int({ ...text.log.inputs, min: 0, max: 10_000, default: 1000 }),
  },
  glance: (p) => text.log.glance(p),
  shape: (inputs) => ok(together(inputs)),
  lower: ({ inputs }) => ({ class_name: 'Log', config: { inputs } }),
})
