/**
 * @file serveVersion: URL requests that do not pass through the diagram: a request to a specific version, and a request
 * that the protocol rejected. Both are logged, with the times of the stages involved.
 */

import { NO_ALIAS } from '../catalog/lowered-stage'
import { Refusal, refuse } from '../messages/message'
import type { RowsRequest } from '../protocol/serving-messages'
import type { Version } from './model-versions'
import { type Service, validationRules } from './open-service'
import {
  FAILED,
  INVALID,
  type InputCheck,
  type RequestContext,
  type RequestRun,
  setPrediction,
  startAtSource,
} from './request-context'
import { groundTruthReader, rowReader } from './request-rows'
import { type ExternalRequest, matchesInputs, responseOf, runOf, type ServedRequest } from './serve-request'
import { scaleTemperature } from './stages/prediction-stages'
import { type RawRow, validateInput } from './validate-input'

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
    predictions: [],
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
    if (prediction?.every(Number.isFinite)) setPrediction(end, prediction, service.kind)
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
  const { flight: run, end } = loggedRun(service, request, { verdict: service.verdictIndex(code), predictions: [] })
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

// predictRows: computes the monitored features of dataset rows and each version's predictions for them, without
// requests or log entries.

/** Throws a Refusal if the service has no rows. */
export async function predictRows(service: Service, rows: Uint32Array, of: 'inputs' | 'answers'): Promise<RowsRequest> {
  const { rows: from, versions, width, spec, kind } = service
  const first = versions.find((one) => one)
  if (!from || !first) return refuse('service-no-rows', {})
  const readRow = rowReader(from.dataset, first.pipeline)
  const truthOf = groundTruthReader(first.pipeline, from.dataset, service.output.classes)
  const raw = Array.from(rows, readRow)
  const size = service.book().features?.length ?? 0
  const features = new Float32Array(rows.length * size)
  raw.forEach((row, i) => {
    features.set(service.monitoredFeatures(row), i * size)
  })
  const groundTruth = Float32Array.from(rows, truthOf)
  if (of === 'inputs') return { features, truth: groundTruth, answers: [] }
  const inputs = raw.map((row) => service.validate(row))
  const temperatures = spec.stages.flatMap((one) => (one.class_name === 'Calibrate' ? [one.config.temperature] : []))
  const answers: RowsRequest['answers'][number][] = []
  for (const [at, version] of versions.entries()) {
    // The bad versions of a scenario and versions that were not reloaded have no predictions.
    if (!version || version.derivedFrom) continue
    const outputs = new Float32Array(rows.length * width).fill(Number.NaN)
    const readable = inputs.flatMap(({ clean }, i) => (clean[at] ? [i] : []))
    const encoded = version.encode(
      readable.map((i) => inputs[i]?.clean[at] ?? {}),
      readable.map((i) => rows[i] as number),
    )
    const predictions = readable.length > 0 ? await version.predict(encoded, readable.length) : []
    predictions.forEach((one, k) => {
      const calibrated = kind === 'classes' ? temperatures.reduce(scaleTemperature, one) : one
      outputs.set(calibrated, (readable[k] as number) * width)
    })
    answers.push({ version: version.ref, outputs })
  }
  return { features, truth: groundTruth, answers }
}
