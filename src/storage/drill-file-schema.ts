/**
 * @file The structure of the result file of a drill, with limits that keep a file from anyone small. What the values
 * mean is checked when the file is replayed.
 */
import * as z from 'zod/mini'
import { DRILL_ACTIONS } from '../ops/drill-tally'
import { canaryShape } from './project-schema'
import { finite, listOf, text as textOf } from './shared-schemas'

/** The limits of a file; drills are small. `seen` and `changes` also limit what is recorded during a drill. */
export const DRILL_FILE_LIMITS = { bytes: 8_000_000, weights: 1_000_000, changes: 500, seen: 1000 } as const
const STAGES = 200

const upTo = (most: number) => z.number().check(z.int(), z.minimum(0), z.maximum(most))
const recordOf = <T extends z.ZodMiniType>(item: T, most: number) =>
  z.record(text, item).check(z.refine((all) => Object.keys(all).length <= most))

const text = textOf(600)
/** A scenario as text: that of a drill has up to a few dozen events. */
const scenarioText = textOf(10_000)
const version = upTo(1_000_000)
/** Milliseconds, up to ten minutes. */
const duration = z.number().check(z.minimum(0), z.maximum(600_000))
const reason = { at: finite, by: text, why: text }

/** The kind of the file, and which drill it belongs to; a newer format may differ in everything else. */
export const drillFileHead = z.object({ kind: z.literal('netloom-drill'), format: upTo(1000), drill: text, version })

/** The rest of the file. */
export const drillFileBody = z.object({
  /** In format 1, the field was called `score`. */
  ...{
    scenario: z.optional(scenarioText),
    score: z.optional(scenarioText),
    seed: upTo(0xffffffff),
    hash: text,
    result: z.unknown(),
  },
  /** Which rules graded the drill; absent before format 3, when there were only the first. */
  grading: z.optional(upTo(1000)),
  ...{ title: text, service: z.unknown() },
  models: listOf(
    z.object({
      ...{ model: text, version, hash: text, data: z.string() },
      specs: listOf(z.object({ name: text, shape: listOf(upTo(DRILL_FILE_LIMITS.weights), 8) }), 64),
    }),
    8,
  ),
  timing: z.object({
    stages: listOf(duration, STAGES),
    models: recordOf(
      z.object({
        one: listOf(duration, 1000).check(z.minLength(1)),
        ...{ more: duration, cold: z.optional(duration) },
      }),
      8,
    ),
  }),
  laterMs: recordOf(duration, STAGES),
  changes: listOf(
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('spec'),
        spec: z.object({
          name: text,
          stages: listOf(
            z.object({
              ...{ id: text, class_name: text, config: z.record(z.string(), z.unknown()) },
              from: listOf(upTo(STAGES), STAGES),
            }),
            STAGES,
          ),
        }),
        ...reason,
      }),
      z.object({
        type: z.literal('aliases'),
        aliases: recordOf(
          z.object({
            ...{ champion: z.optional(version), challenger: z.optional(version), shadow: z.optional(version) },
          }),
          200,
        ),
        ...reason,
      }),
      z.object({
        type: z.literal('canary'),
        did: z.enum(['began', 'resumed', 'advanced', 'rolled back', 'promoted', 'stopped']),
        ...canaryShape.shape,
        ...reason,
      }),
    ]),
    DRILL_FILE_LIMITS.changes,
  ),
  labels: listOf(z.object({ at: finite, request: upTo(1e9), label: finite }), 20_000),
  acts: listOf(z.object({ at: finite, kind: z.enum(DRILL_ACTIONS), what: text }), 23_500),
  minutes: listOf(text, 20_000),
})
