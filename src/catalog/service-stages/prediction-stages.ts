/** @file Stages that change a prediction, or replace it. */
import { ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { choice, float } from '../params'
import { answers, defineStage } from '../stage-def'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Calibrate: { readonly temperature: number }
    /** Requests whose prediction has a confidence below `below` go to the next model. */
    readonly Router: { readonly below: number }
    readonly Abstain: { readonly below: number }
    readonly Guard: { readonly flagged: 'abstain' | 'fallback' | 'count' }
    readonly Fallback: { readonly answer: 'usual' | 'previous'; readonly for: 'failures' | 'failures and abstentions' }
  }
}

const text = stagesText

/** Calibrate: temperature scaling (Guo et al. 2017), which adjusts confidence to match accuracy. */
export const calibrate = defineStage({
  kind: 'calibrate',
  text: text.calibrate,
  family: 'reshapes',
  inputs: 'some',
  params: {
    temperature: float({ ...text.calibrate.temperature, min: 0.05, max: 20, step: 0.05, default: 1 }),
  },
  glance: (p) => (p.temperature === 1 ? text.calibrate.unchanged : text.calibrate.glance(p)),
  shape: (inputs) => answers(inputs, text.calibrate.title),
  lower: ({ temperature }) => ({ class_name: 'Calibrate', config: { temperature } }),
})

/**
 * Router: a small model answers when it is confident, and a larger model answers otherwise, as in a cascade (Viola
 * and Jones 2001).
 */
export const router = defineStage({
  kind: 'router',
  text: text.router,
  family: 'combines',
  inputs: 'some',
  params: {
    below: float({ ...text.router.below, min: 0, max: 1, step: 0.01, default: 0.8 }),
  },
  glance: (p) => text.router.glance(p),
  shape(inputs) {
    const all = answers(inputs, text.router.title)
    return all.ok ? ok({ carries: 'answers', share: all.value.share, unsure: true }) : all
  },
  lower: ({ below }) => ({ class_name: 'Router', config: { below } }),
})

/** Abstain: withholds a prediction whose confidence is too low (Chow 1970); a person can be asked instead. */
export const abstain = defineStage({
  kind: 'abstain',
  text: text.abstain,
  family: 'regularises',
  inputs: 'some',
  params: {
    below: float({ ...text.abstain.below, min: 0, max: 1, step: 0.01, default: 0.5 }),
  },
  glance: (p) => text.abstain.glance({ below: p.below }),
  shape: (inputs) => answers(inputs, text.abstain.title),
  lower: ({ below }) => ({ class_name: 'Abstain', config: { below } }),
})

/** Input guard: applies the guard that a version was saved with, and decides what happens with the inputs it flags. */
export const guard = defineStage({
  kind: 'guard',
  text: text.guard,
  family: 'regularises',
  inputs: 'some',
  params: {
    flagged: choice({ ...text.guard.flagged, options: ['abstain', 'fallback', 'count'], default: 'abstain' }),
  },
  glance: (p) => text.guard.glance[p.flagged],
  shape: (inputs) => answers(inputs, text.guard.title),
  lower: ({ flagged }) => ({ class_name: 'Guard', config: { flagged } }),
})

/** Fallback: a fixed answer when there is no prediction. */
export const fallback = defineStage({
  kind: 'fallback',
  text: text.fallback,
  family: 'regularises',
  inputs: 'some',
  params: {
    answer: choice({ ...text.fallback.answer, options: ['usual', 'previous'], default: 'usual' }),
    for: choice({
      ...text.fallback.for, // not text: ids
      options: ['failures', 'failures and abstentions'],
      default: 'failures',
    }),
  },
  glance: (p) => text.fallback.glance[p.for === 'failures' ? p.answer : (`${p.answer}Unsure` as const)],
  shape: (inputs) => answers(inputs, text.fallback.title),
  lower: ({ answer, for: whom }) => ({ class_name: 'Fallback', config: { answer, for: whom } }),
})
