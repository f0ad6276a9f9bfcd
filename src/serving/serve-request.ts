/**
 * @file serveRequest: serves one external request, through the pipeline or by a specific version, and measures the time
 * of each stage on this device.
 */
import { hashArrays } from '../base/hash'
import { ALIASES, NO_ALIAS } from '../catalog/lowered-stage'
import { describeValue, isList } from '../data/describe-value'
import { sizeOf } from '../data/pipeline'
import { type Message, message, Refusal } from '../messages/message'
import { traceOf } from '../ops/log/request-record'
import { type RequestSource, SOURCES, STATUSES } from '../ops/log-entry'
import type { Answered } from '../protocol/serving-messages'
import { makeRequestRun, startRun } from './execute-pipeline'
import { thresholdOfRow, type Version } from './model-versions'
import { type Service, splitDraws, type ValidatedInput, validationRules } from './open-service'
import {
  FAILED,
  INVALID,
  type InputCheck,
  OK,
  type RequestContext,
  type RequestRun,
  setPrediction,
  startAtSource,
} from './request-context'
import { MAX_ROWS, type RawRow, validateInput } from './validate-input'

/** A request from the page, the URL or a load test. */
export interface ExternalRequest {
  readonly id: number
  /** Arrival time in simulated milliseconds. */
  readonly at: number
  readonly source: RequestSource
  /** Values keyed by column; undefined if the input arrived encoded. */
  readonly row: unknown
  /** Encoded model inputs, one flat array per input. */
  readonly encoded?: readonly Float32Array<ArrayBuffer>[]
  readonly groundTruth: number
  /** The time at which the request was sent, in ms of `performance.now()`. */
  readonly sentAt: number
}

export interface ServedRequest {
  readonly run: RequestRun
  readonly end: RequestContext
  readonly response: Answered
}

/** Returns the problem with a list of rows: not a list, empty, or too long; undefined if it is valid. */
export function checkRows(rows: unknown): Message | undefined {
  if (!isList(rows)) return message('request-no-record', { found: describeValue(rows) }) as Message
  if (rows.length === 0) return message('request-empty', {}) as Message
  if (rows.length > MAX_ROWS) return message('request-large', { rows: rows.length, most: MAX_ROWS }) as Message
  return undefined
}

/**
 * Runs a request through the current service; if an alias moves in the meantime, the change affects only later
 * requests.
 */
export async function serveRequest(service: Service, request: ExternalRequest): Promise<ServedRequest> {
  const now = () => performance.now()
  const began = now()
  const { spec, external: executor, versions } = service
  const extraMs = new Float32Array(spec.stages.length)
  const placeOf = (name: string) => spec.stages.findIndex(({ class_name }) => class_name === name)
  const charge = (place: number, ms: number) => {
    if (place >= 0) extraMs[place] = (extraMs[place] as number) + ms
  }

  const check = request.encoded ? encodedInput() : service.validate(request.row)
  charge(placeOf('Validate'), now() - began) // not text: a class name
  const encoding = now()
  const encoded = request.encoded ? encodedFor(service, request.encoded) : encodeAll(service, check)
  charge(placeOf('Features'), now() - encoding) // not text: a class name

  // Groups may decide equal inputs differently.
  const key = `${keyOf(encoded)}${check.check.thresholds ?? ''}`
  const run = runOf(service, request, check.check, key)
  const waited = began - request.sentAt
  for (let place = executor.advance(run, { now, extraMs }); place >= 0; ) {
    const stage = spec.stages[place]
    if (stage?.class_name === 'Model') {
      const { version } = run.contexts[place] as RequestContext
      const asking = now()
      const inputs = encoded[version]
      const { predictions: answers } = run.request.input
      if (inputs && !answers[version]) [answers[version]] = (await versions[version]?.predict(inputs, 1)) ?? []
      charge(place, now() - asking)
      if (inputs && service.appliesGuards) {
        const screening = now()
        const { flagged } = run.request.input
        flagged[version] ??= (await versions[version]?.flags?.(inputs, 1))?.[0]
        charge(placeOf('Guard'), now() - screening) // not text: a class name
      }
    }
    place = executor.advance(run, { now, extraMs })
  }
  const end = executor.end(run)
  end.queuedMs = waited
  // Branches run one after another, so the total is the real elapsed time, not the sum along one branch.
  end.totalMs = now() - request.sentAt
  return { run, end, response: responseOf(service, run, end) }
}

/** Creates the run of an external request before its first stage. */
export function runOf({ spec, seed }: Service, request: ExternalRequest, check: InputCheck, key = ''): RequestRun {
  const [draw, shadowDraw] = splitDraws(seed, request.id)
  const fixed = {
    id: request.id,
    at: request.at,
    tick: request.sentAt,
    source: SOURCES.indexOf(request.source),
    slice: 0,
    row: -1,
    operator: 0,
    strength: 0,
    groundTruth: request.groundTruth,
    draw,
    shadowDraw,
    key,
    input: check,
  }
  const run = makeRequestRun(spec.stages.length, fixed)
  startRun(run, fixed)
  return run
}

/** An input that arrived encoded has no raw values to validate. */
function encodedInput(): ValidatedInput {
  return { check: { verdict: OK, predictions: [], flagged: [] }, clean: [] }
}

/** For each version: the encoded input, if its size is the one that the version expects; otherwise undefined. */
function encodedFor({ versions }: Service, encoded: readonly Float32Array<ArrayBuffer>[]) {
  return versions.map((version) => (version && matchesInputs(version, encoded) ? [...encoded] : undefined))
}

/** Whether an encoded input has the sizes that the version expects. */
export function matchesInputs({ pipeline: { inputs } }: Version, encoded: readonly Float32Array[]): boolean {
  return inputs.length === encoded.length && inputs.every((input, i) => sizeOf(input) === encoded[i]?.length)
}

/** For each version: the encoded input, if the version's preprocessing can process the values; otherwise undefined. */
function encodeAll(
  { versions }: Service,
  { clean }: ValidatedInput,
): readonly (Float32Array<ArrayBuffer>[] | undefined)[] {
  return clean.map((row, at) => {
    try {
      return row && versions[at]?.encode([row])
    } catch (error) {
      // A preprocessing step cannot process a value, so this version makes no prediction.
      if (error instanceof Refusal) return undefined
      throw error
    }
  })
}

function keyOf(encoded: readonly (readonly Float32Array[] | undefined)[]): string {
  const first = encoded.find((one) => one)
  return first ? hashArrays(first) : ''
}

/** The response to the caller. */
export function responseOf({ spec, refOf, seed }: Service, run: RequestRun, end: RequestContext): Answered {
  const { request, stageTimes: times } = run
  const alias = ALIASES[end.alias]
  const version = refOf(end.version)
  return {
    request: request.id,
    trace: traceOf(seed, request.id),
    at: request.at,
    status: STATUSES[end.status] ?? (STATUSES[FAILED] as 'failed'),
    ...(request.input.problem && { problem: request.input.problem }),
    ...(version && { version, ...(alias && { alias }) }),
    cached: end.isCached,
    ...(end.verdict > 0 && { flagged: true as const }),
    outputs: [...(end.outputs ?? [])],
    predicted: end.predicted,
    ...(end.decision?.groups && { threshold: end.decision.threshold }),
    waterfall: spec.stages.flatMap(({ id }, place) => {
      const ms = times[place] as number
      return Number.isNaN(ms) ? [] : [{ stage: id, ms }]
    }),
    waited: end.queuedMs,
    total: end.totalMs,
  }
}

/**
 * Returns a label in the form in which the log stores it: the class index or the number; NaN if there is no label or
 * its class is unknown.
 */
export function labelValue({ output: answers }: Service, label: string | number | null | undefined): number {
  if (label === undefined || label === null) return Number.NaN
  if (answers.kind === 'number') return typeof label === 'number' ? label : Number.NaN
  const place = typeof label === 'number' ? label : answers.classes.indexOf(label)
  return place >= 0 && place < answers.classes.length ? place : Number.NaN
}

/**
 * Serves a request with the version at this index of the log dictionary, without caching, rate limits or calibration.
 * The path in the log consists of the source, validation and encoding, the model stage whose alias currently points to
 * the version, and the log.
 */
export async function serveVersion(service: Service, at: number, request: ExternalRequest): Promise<ServedRequest> {
  const began = performance.now()
  const { spec, versions, resolve } = service
  const version = versions[at]
  const validated =
    version && !request.encoded
      ? validateInput(version.columns, version.reference, request.row, validationRules(spec))
      : undefined
  const problem = validated?.ok === false ? validated.error : undefined
  const encoding = performance.now()
  const check: InputCheck = {
    verdict: problem ? service.verdictIndex(problem.code) : 0,
    ...(problem && { problem }),
    ...(!request.encoded && { features: service.monitoredFeatures(request.row) }),
    ...{ predictions: [], flagged: [] },
  }
  const { flight: run, end } = loggedRun(service, request, check)
  setStageTime(service, run, 'Validate', encoding - began) // not text: a class name
  end.queuedMs = began - request.sentAt
  if (problem) end.status = INVALID
  else {
    const inputs = validated?.ok ? encodeRow(version, validated.value) : request.encoded
    const asking = performance.now()
    setStageTime(service, run, 'Features', asking - encoding) // not text: a class name
    const [prediction] = version && inputs && matchesInputs(version, inputs) ? await version.predict(inputs, 1) : []
    end.version = at
    end.alias = NO_ALIAS
    const threshold = version && thresholdOfRow(version, validated?.ok ? validated.value : undefined)
    const decision =
      version?.decision && threshold !== undefined ? { ...version.decision, threshold } : version?.decision
    if (prediction?.every(Number.isFinite)) setPrediction(end, prediction, service.kind, decision)
    else end.status = FAILED
    const place = spec.stages.findIndex(
      (stage) => stage.class_name === 'Model' && resolve(stage.config.model, stage.config.alias) === at,
    )
    if (place >= 0) run.stageTimes[place] = performance.now() - asking
  }
  end.totalMs = performance.now() - request.sentAt
  return { run, end, response: responseOf(service, run, end) }
}

/** Returns the encoded row; undefined if a preprocessing step cannot process a value. */
function encodeRow(version: Version | undefined, row: RawRow): Float32Array<ArrayBuffer>[] | undefined {
  try {
    return version?.encode([row])
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Logs a request that the protocol rejected before any stage ran, with the error code. */
export function rejectedRequest(service: Service, request: ExternalRequest, code: string): ServedRequest {
  const { flight: run, end } = loggedRun(service, request, {
    ...{ verdict: service.verdictIndex(code), predictions: [], flagged: [] },
  })
  end.status = INVALID
  end.totalMs = performance.now() - request.sentAt
  return { run, end, response: responseOf(service, run, end) }
}

/** Creates the run of a request that passed through only the source and the log. */
function loggedRun(
  service: Service,
  request: ExternalRequest,
  check: InputCheck,
): { readonly flight: RequestRun; readonly end: RequestContext } {
  const run = runOf(service, request, check)
  const end = run.contexts[0] as RequestContext
  startAtSource(end)
  setStageTime(service, run, 'Source', 0) // not text: a class name
  setStageTime(service, run, 'Log', 0)
  return { flight: run, end }
}

/** Sets the time in milliseconds of the first stage of a class, if the diagram has one. */
function setStageTime({ spec }: Service, { stageTimes: times }: RequestRun, kind: string, ms: number): void {
  const place = spec.stages.findIndex(({ class_name }) => class_name === kind)
  if (place >= 0) times[place] = ms
}
