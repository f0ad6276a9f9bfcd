/** @file Arguments of commands that evaluate: whose weights, and on which set. */
import { message } from '../../messages/message'
import { either, integer, oneOf, optional, shape, text } from '../arguments'
import type { Source } from '../evaluation/predictions'

export const SPLIT = {
  ...oneOf('train', 'validation', 'test'),
  problem: (_: unknown, split: string) => message('unknown-split', { split }),
}
export const RUN = text('run id')
/** A saved model: "digits v3", "digits" for its newest version, or both parts. */
const MODEL = either(text('model'), shape({ name: text(), version: optional(integer()) }))
/** Of a run: the weights that it ended with, or those of its best epoch. */
const WEIGHTS = oneOf('last', 'best')
export const SOURCE = { run: optional(RUN), weights: optional(WEIGHTS), model: optional(MODEL) }
/** What is compared: `version` may stand next to the name of a model. */
export const COMPARED = shape({ ...SOURCE, version: optional(integer()) })
export const OUTPUT = optional(text('output label'))

export interface Named {
  readonly run?: string | undefined
  readonly weights?: Source['weights']
  readonly model?: string | { readonly name: string; readonly version?: number | undefined } | undefined
  readonly version?: number | undefined
}

/** The weights that arguments name. */
export function sourceOf({ run, weights, model, version }: Named): Source {
  if (model === undefined) return { run, weights }
  const named = typeof model === 'string' ? { name: model, version } : model
  return { model: named.version === undefined ? named.name : `${named.name} v${named.version}` }
}

/** The code that predicts a set and reports on it. */
export function evaluation() {
  return Promise.all([import('../evaluation/predictions'), import('../evaluation/report')])
}
