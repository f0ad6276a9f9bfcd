/** @file The schema of a hand-in, with limits that keep a file from anyone small. */
import * as z from 'zod/mini'
import { MOST } from './file-limits'
import { finite, listOf, text, whole } from './shared-schemas'

export const HAND_IN_LIMITS = {
  /** Of the unpacked file: a lesson with 200 runs has a few hundred kB. */
  bytes: 4_000_000,
  /** Of the unpacked text of a link. */
  linkBytes: 400_000,
  name: 80,
  runs: 200,
  actions: 2000,
  contents: 200,
} as const

const metrics = z.record(text(64), finite)

const run = z.object({
  id: text(100),
  name: text(MOST.name),
  startedAt: text(40),
  tag: z.enum(['training', 'done', 'failed', 'interrupted']),
  why: z.optional(text(1000)),
  /** The index of its network, data, and settings in `contents`. */
  content: whole,
  backend: z.optional(text(40)),
  engine: z.optional(text(80)),
  /** The fingerprint of its rows. */
  data: z.optional(text(64)),
  from: z.optional(text(100)),
  inexact: z.optional(z.literal(true)),
  rateChanges: z.optional(listOf(z.object({ step: whole, learningRate: finite }), 1000)),
  step: whole,
  /** SHA-256 of its weights. */
  hash: z.optional(text(64)),
  /** Measured on the validation set at its end. */
  score: z.optional(z.object({ loss: finite, rows: whole, metrics })),
  seconds: z.optional(finite),
})

const action = z.object({
  does: z.enum(['open', 'edit', 'run', 'predict', 'hint', 'answer', 'restart']),
  /** ISO time, where it is known. */
  at: z.optional(text(40)),
  what: z.optional(text(MOST.goal)),
})

export const handInHead = z.object({ format: z.literal('netloom-hand-in'), version: whole })

export const handInBody = z.object({
  app: text(40),
  name: z.string(),
  made: text(40),
  /** The project as it was handed in, in the form of a project file. */
  project: z.unknown(),
  contents: listOf(z.object({ drawing: z.unknown(), data: z.unknown(), plan: z.unknown() }), HAND_IN_LIMITS.contents),
  runs: listOf(run, HAND_IN_LIMITS.runs),
  /** Older runs that are not in the file. */
  olderRuns: z.optional(whole),
  actions: listOf(action, HAND_IN_LIMITS.actions),
  claim: z.object({
    goal: z.nullable(z.boolean()),
    score: z.nullable(z.object({ metric: text(64), value: finite })),
  }),
  sum: text(64),
})
