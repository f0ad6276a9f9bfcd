/** @file The stages, in palette order. To add a stage, create its file and add a line here. */
import type { Catalog } from '../node-def'
import type { Flow, StageDef } from '../stage-def'
import { abstain } from './abstain'
import { cache } from './cache'
import { calibrate } from './calibrate'
import { ensemble } from './ensemble'
import { fallback } from './fallback'
import { features } from './encode-features'
import { log } from './request-log'
import { model } from './model'
import { rateLimit } from './rate-limit'
import { router } from './router'
import { shadow } from './shadow'
import { source } from './request-source'
import { split } from './traffic-split'
import { validate } from './validate'

const all: readonly StageDef[] = [
  source,
  rateLimit,
  validate,
  features,
  cache,
  split,
  shadow,
  model,
  router,
  ensemble,
  calibrate,
  abstain,
  fallback,
  log,
]

const byKind: ReadonlyMap<string, StageDef> = new Map(all.map((stage) => [stage.kind, stage]))

export const stages: Catalog<Flow, StageDef> = { kinds: all.map(({ kind }) => kind), find: (kind) => byKind.get(kind) }
