/**
 * @file The zod schema of a project file. Values of the right type but out of range are accepted here and reported
 * later by the checks.
 */
import * as z from 'zod/mini'
import {
  BURN_FACTOR,
  MAX_OVER_DAYS,
  MAX_RULE_MINUTES,
  MAX_WITHIN_MS,
  SLO_KINDS,
  TARGET_PERCENT,
} from '../ops/slo-limits'
import { pickShape } from './dataset-reference-schema'
import { MOST_STEPS } from '../compile/lesson'
import { MOST } from './file-limits'
import { anyNumber, finite, listOf, text, whole } from './shared-schemas'

const position = z.object({ x: finite, y: finite })

const paramValue = z.union([
  finite,
  text(10_000),
  z.boolean(),
  listOf(finite, MOST.listItems),
  listOf(text(200), MOST.listItems),
])

const node = z.object({
  id: text(64),
  kind: text(64),
  label: z.string(),
  params: z.record(text(64), paramValue),
  position,
})

const wire = z.object({ id: text(64), from: text(64), to: text(64), port: whole, out: z.optional(whole) })

const note = z.object({ id: text(64), text: text(MOST.note), position, node: z.optional(text(64)) })

const level = {
  nodes: listOf(node, MOST.nodes),
  wires: listOf(wire, MOST.wires),
  notes: z.optional(listOf(note, MOST.notes)),
}

const common = { label: text(MOST.label), help: z.optional(text(MOST.note)), advanced: z.optional(z.boolean()) }
const range = { min: finite, max: finite }

/** The specs of the parameters that a block can have. */
const spec = z.discriminatedUnion('type', [
  z.object({ type: z.literal('int'), default: finite, grows: z.optional(finite), ...range, ...common }),
  z.object({ type: z.literal('float'), default: finite, step: z.optional(finite), ...range, ...common }),
  z.object({ type: z.literal('flag'), default: z.boolean(), ...common }),
  z.object({ type: z.literal('choice'), default: text(MOST.label), options: listOf(text(MOST.label), 200), ...common }),
  z.object({ type: z.literal('text'), default: text(10_000), maxLength: whole, ...common }),
  z.object({
    type: z.literal('window'),
    default: z.union([finite, listOf(finite, 8)]),
    axes: whole,
    ...range,
    ...common,
  }),
  z.object({ type: z.literal('columns'), default: listOf(text(200), 1000), ...common }),
  z.object({ type: z.literal('ints'), default: listOf(finite, 1000), maxLength: whole, ...range, ...common }),
])

/** A block in a file: in a project, on the clipboard, or in the library. */
export const blockShape = z.object({
  id: text(64),
  name: text(MOST.name),
  summary: z.optional(text(MOST.note)),
  params: z.record(text(64), spec),
  inside: z.object(level),
  library: z.optional(z.object({ id: text(64), version: whole })),
})

export const drawingShape = z.object({ ...level, blocks: z.optional(z.record(text(64), blockShape)) })

const lossPick = z.object({
  kind: text(64),
  labelSmoothing: z.optional(anyNumber),
  levels: z.optional(z.array(anyNumber)),
  weight: z.optional(anyNumber),
})

/** A kind from a catalog, with its parameters. */
const pick = z.intersection(z.object({ kind: text(64) }), z.record(text(64), z.union([anyNumber, paramValue])))

const plan = z.object({
  loss: z.union([lossPick, z.record(text(MOST.label), lossPick)]),
  optimizer: pick,
  learningRate: anyNumber,
  batchSize: anyNumber,
  epochs: anyNumber,
  split: z.object({
    kind: z.enum(['random', 'fixed', 'group', 'time', 'column']),
    train: finite,
    validation: finite,
    test: finite,
    column: z.optional(text(200)),
    stratify: z.optional(z.literal(false)),
    seed: z.optional(finite),
    gap: z.optional(finite),
    parts: z.optional(z.record(text(200), z.enum(['train', 'validation', 'test', 'none']))),
  }),
  seed: finite,
  earlyStopping: z.optional(z.object({ metric: text(64), patience: anyNumber, restoreBest: z.boolean() })),
  schedule: z.optional(pick),
  clip: z.optional(z.object({ by: z.enum(['value', 'norm', 'globalNorm']), limit: anyNumber })),
  accumulate: z.optional(anyNumber),
  movingAverage: z.optional(anyNumber),
  classWeights: z.optional(z.union([z.literal('balanced'), z.record(text(MOST.label), anyNumber)])),
  augment: z.optional(listOf(pick, 16)),
  balance: z.optional(
    z.object({
      sampling: z.optional(z.enum(['over', 'under'])),
      weights: z.optional(text(200)),
      groups: z.optional(text(200)),
    }),
  ),
  stopWhen: z.optional(
    z.object({
      metric: z.optional(z.object({ name: text(MOST.label), value: anyNumber })),
      steps: z.optional(anyNumber),
      seconds: z.optional(anyNumber),
    }),
  ),
  keepEvery: z.optional(anyNumber),
  target: z.optional(text(200)),
  features: z.optional(listOf(text(200), MOST.listItems)),
  prepare: z.optional(z.record(text(200), listOf(pick, 20))),
})

const question = text(MOST.goal)
const predicted = z.union([finite, listOf(finite, 100)])

const lessonStep = z.object({
  text: text(MOST.goal),
  check: z.optional(text(MOST.check)),
  hint: z.optional(text(MOST.goal)),
  predict: z.optional(
    z.union([
      z.object({
        kind: z.literal('choice'),
        question,
        choices: listOf(text(200), 8),
        outcomes: z.optional(listOf(text(MOST.check), 8)),
      }),
      z.object({ kind: z.literal('number'), question, value: text(MOST.check) }),
      z.object({ kind: z.literal('curve'), question, value: z.enum(['run.loss', 'run.validationLoss']), most: finite }),
    ]),
  ),
  why: z.optional(question),
})

const stepAnswer = z.object({
  step: whole,
  predicted: z.optional(predicted),
  before: z.optional(text(100)),
  outcome: z.optional(predicted),
  hint: z.optional(z.literal(true)),
  why: z.optional(text(MOST.goal)),
})

/** A lesson: its goal and steps, what it hides, the learner's starting point, and how far the learner is. */
export const lessonShape = z.object({
  goal: text(MOST.goal),
  check: z.optional(text(MOST.check)),
  hides: z.optional(
    z.object({
      pages: z.optional(listOf(text(64), 20)),
      commands: z.optional(listOf(text(64), 200)),
      params: z.optional(listOf(text(100), 200)),
    }),
  ),
  locked: z.optional(listOf(text(64), MOST.nodes)),
  start: z.optional(z.object({ drawing: drawingShape, data: pickShape, plan })),
  steps: z.optional(listOf(lessonStep, MOST_STEPS)),
  progress: z.optional(z.object({ step: whole, restarts: z.optional(whole), answers: listOf(stepAnswer, MOST_STEPS) })),
})

/** Every event has the first four fields; the remaining fields depend on its kind. */
const scenarioEvent = z.intersection(
  z.object({ id: text(64), kind: text(64), startMs: finite, lengthMs: finite }),
  z.record(text(64), paramValue),
)

const within = (min: number, max: number) => finite.check(z.minimum(min), z.maximum(max))
const wholeWithin = (min: number, max: number) => whole.check(z.minimum(min), z.maximum(max))

/** An objective that is out of range could not be monitored, so it is refused here. */
const slo = z.strictObject({
  id: text(64).check(z.minLength(1)),
  kind: z.enum(SLO_KINDS),
  targetPercent: within(TARGET_PERCENT.min, TARGET_PERCENT.max),
  withinMs: z.optional(within(1, MAX_WITHIN_MS)),
  overDays: wholeWithin(1, MAX_OVER_DAYS),
})

const burnRule = z.strictObject({
  id: text(64).check(z.minLength(1)),
  factor: within(BURN_FACTOR.min, BURN_FACTOR.max),
  longMinutes: wholeWithin(1, MAX_RULE_MINUTES),
  shortMinutes: wholeWithin(1, MAX_RULE_MINUTES),
  forMinutes: wholeWithin(0, MAX_RULE_MINUTES),
  severity: z.enum(['page', 'ticket']),
})

const percent = within(0, 100)
/** The canary of a service. */
export const canaryShape = z.object({
  plan: z.object({
    ...{ stage: text(MOST.name), champion: text(MOST.name), challenger: text(MOST.name), model: text(MOST.name) },
    ...{ from: whole, to: whole, automatic: z.boolean() },
    steps: listOf(z.object({ percent, labels: within(0, 1e9), minutes: within(0, 1e9) }), 20),
    limits: z.object({ alpha: within(0, 1), margin: within(0, 1), lateMs: within(0, 1e9), within: within(0, 1e12) }),
  }),
  // -1 is a share that belongs to no step.
  step: z.number().check(z.int(), z.minimum(-1), z.maximum(20)),
  percent,
  since: z.optional(within(0, 1e15)),
})

export const serviceShape = z.object({
  name: text(MOST.name).check(z.minLength(1)),
  drawing: drawingShape,
  scenario: z.optional(
    z.object({ seed: finite, durationMs: finite, events: listOf(scenarioEvent, MOST.scenarioEvents) }),
  ),
  slos: z.optional(listOf(slo, MOST.slos)),
  rules: z.optional(listOf(burnRule, MOST.rules)),
  canary: z.optional(canaryShape),
  postmortem: z.optional(text(MOST.postmortem)),
})

export const projectShape = z.object({
  name: text(MOST.name),
  networks: listOf(
    z.object({
      name: text(MOST.name),
      drawing: drawingShape,
    }),
    MOST.networks,
  ),
  data: pickShape,
  plan,
  lesson: z.optional(lessonShape),
  services: z.optional(listOf(serviceShape, MOST.services)),
})
