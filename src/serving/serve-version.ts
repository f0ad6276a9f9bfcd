/**
 * @file serveVersion: URL requests that do not pass through the diagram: a request to a specific version, and a request
 * that the protocol rejected. Both are logged, with the times of the stages involved.
 */
import { Refusal } from '../messages/message'
import { NO_ALIAS } from '../catalog/lowered-stage'
import { validateInput, type RawRow } from './validate-input'
import { responseOf, type ExternalRequest, type ServedRequest, matchesInputs, runOf } from './serve-request'
import { validationRules, type Service } from './open-service'
import {
  setPrediction,
  startAtSource,
  FAILED,
  type RequestRun,
  INVALID,
  type InputCheck,
  type RequestContext,
} from './request-context'
import type { Version } from './model-versions'

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
