/**
 * @file serviceBackend: serves a service over HTTP. A request to the name of the service, or to the name of a model in
 * it, passes through the pipeline; a request to a specific version goes directly to that version. All requests are
 * logged, including those that the protocol rejects.
 */
import type { Alias } from '../../catalog/lowered-stage'
import type { Pipeline } from '../../data/pipeline'
import { metricsHelp } from '../../messages/en/serving'
import { type Message, message, Refusal } from '../../messages/message'
import { JOINT_VERSION } from '../../ops/log-entry'
import type { ServiceSpec, VersionRef } from '../../ops/service-spec'
import type { PortReply, PortRequest } from '../../protocol/service-url-messages'
import type { Answered } from '../../protocol/serving-messages'
import type { LogWriter } from '../log-writer'
import type { Version } from '../model-versions'
import type { Service } from '../open-service'
import { type ExternalRequest, rejectedRequest } from '../serve-request'
import type { HttpBackend, InferInput, InferRequest, RowResult, ServedModel, ServedVersion } from './http-types'
import { head } from './metrics'
import { type Handle, openHttp } from './open-http'

export interface ServiceBackendOptions {
  /** The service that is currently open. */
  service(): Service | undefined
  /** Queues rows for the pipeline or for a specific version. */
  answer(
    input: InferInput,
    of: Pick<InferRequest, 'label' | 'source'>,
    named?: VersionRef,
  ): Promise<readonly Answered[]>
  logRejection(code: string): Promise<void>
}

/** A backend that looks up the open service for each request. */
function serviceBackend({ service, answer, logRejection }: ServiceBackendOptions): HttpBackend {
  /** Versions that have already served a request; the first request to any other version reports a cold start. */
  const warm = new WeakSet<Version>()
  return {
    models() {
      const open = service()
      return open ? modelsOf(open) : []
    },
    ready() {
      const open = service()
      return open !== undefined && firstOf(open, undefined) !== undefined
    },
    async infer({ model, version, input, ...of }) {
      const open = service()
      if (!open || !currentOf(open)) return [{ status: 'unready', outputs: [], stages: [] }]
      const named = versionsOf(open, model).find(({ ref }) => ref.version === version)
      const answers = await answer(input, of, named?.ref).catch((error: unknown) => {
        if (error instanceof Refusal) return error.reason
        throw error
      })
      // If there are no answers, the service was closed while the request waited.
      if (!('length' in answers))
        return [{ status: service() ? 'failed' : 'unready', problem: answers, outputs: [], stages: [] }]
      const isNobody = named === undefined && firstOf(open, undefined) === undefined
      return answers.map((one) => {
        const row = rowOf(open, one, warm)
        return isNobody && row.status === 'unready'
          ? { ...row, problem: message('url-no-champion', { name: model }) }
          : row
      })
    },
    logRejection,
    metrics() {
      const open = service()
      const gauge = head('netloom_ready', 'gauge', metricsHelp.serviceReady)
      return [...gauge, `netloom_ready ${open && firstOf(open, undefined) ? 1 : 0}`].join('\n')
    },
  }
}

/** Splits the input into one service request per row. */
function rowsOf(input: InferInput): readonly Pick<ExternalRequest, 'row' | 'encoded'>[] {
  if ('rows' in input) return input.rows.map((row) => ({ row }))
  return Array.from({ length: input.count }, (_, row) => ({
    row: undefined,
    encoded: input.encoded.map((all) => {
      const width = all.length / input.count
      return all.slice(row * width, (row + 1) * width)
    }),
  }))
}

/** The service under its own name, followed by the models in it. */
function modelsOf(service: Service): readonly ServedModel[] {
  const { spec, aliases } = service
  const current = currentOf(service)
  const named = (name: string, versions: readonly Version[], version: number | undefined): ServedModel => ({
    name,
    versions: versions.map((one) => versionOf(service, one)),
    ...(version === undefined ? {} : { current: version }),
  })
  const models = modelNames(spec)
  const whole = named(spec.name, current ? versionsOf(service, current.ref.model) : [], current?.ref.version)
  return [
    whole,
    ...models
      .filter((name) => name !== spec.name)
      .map((name) =>
        named(name, versionsOf(service, name), aliases[name]?.champion ?? firstOf(service, name)?.ref.version),
      ),
  ]
}

function modelNames({ stages }: ServiceSpec): readonly string[] {
  const names = stages.flatMap((stage) => (stage.class_name === 'Model' ? [stage.config.model] : []))
  return [...new Set(names)]
}

/** The versions available under a name; the name of the service stands for its first model. */
function versionsOf(service: Service, name: string): readonly Version[] {
  const model = name === service.spec.name ? (currentOf(service)?.ref.model ?? name) : name
  const versions = service.versions.filter((one) => one?.ref.model === model && one.derivedFrom === undefined)
  return [...versions].sort((a, b) => a.ref.version - b.ref.version)
}

/**
 * The default version: the version of the first model stage. If no alias is set, requests still pass through the
 * pipeline (for example, to a fallback), so their inputs are parsed for any loaded version of a model in the service.
 */
function currentOf(service: Service): Version | undefined {
  const models = modelNames(service.spec)
  return (
    firstOf(service, undefined) ??
    service.versions.find((one) => one && one.derivedFrom === undefined && models.includes(one.ref.model))
  )
}

function firstOf(service: Service, model: string | undefined): Version | undefined {
  for (const stage of service.spec.stages) {
    if (stage.class_name !== 'Model' || (model !== undefined && stage.config.model !== model)) continue
    const version = service.versions[service.resolve(stage.config.model, stage.config.alias as Alias)]
    if (version) return version
  }
  return undefined
}

function versionOf(service: Service, { ref, pipeline, reference }: Version): ServedVersion {
  return { version: ref.version, pipeline: publicPipeline(service, pipeline), isReady: true, ranges: reference.ranges }
}

/** A pipeline that describes the service's only output, with the classes of the log dictionary. */
function publicPipeline({ output: answers }: Service, pipeline: Pipeline): Pipeline {
  const [output] = pipeline.outputs
  if (!output) return pipeline
  return { ...pipeline, outputs: [output.kind === 'classes' ? { ...output, labels: answers.classes } : output] }
}

function rowOf({ versions, appliesGuards }: Service, response: Answered, warm: WeakSet<Version>): RowResult {
  const { status, problem, version, request, trace, cached, outputs, threshold, waterfall, waited } = response
  const flagged = appliesGuards ? response.flagged === true : undefined
  const by = version && versions.find((one) => one?.ref.model === version.model && one.ref.version === version.version)
  const cold = by !== undefined && !cached && !warm.has(by)
  if (by && cold) warm.add(by)
  return {
    status,
    ...(problem ? { problem } : {}),
    // An ensemble answers with several versions.
    ...(version && version.version !== JOINT_VERSION ? { version: version.version } : {}),
    ...(cold && by ? { coldMs: by.coldMs } : {}),
    id: request,
    trace,
    cached,
    ...(flagged === undefined ? {} : { flagged }),
    outputs: outputs.length > 0 ? [Float32Array.from(outputs)] : [],
    ...(threshold === undefined ? {} : { thresholds: [threshold] }),
    stages: waterfall,
    waitedMs: waited,
  }
}

// openUrlHandler: handles URL requests in the worker; they are queued and logged in the same way as requests from the
// page.

export type Row = Pick<ExternalRequest, 'source' | 'row' | 'encoded' | 'sentAt'>

interface UrlHandlerOptions {
  open(): { readonly service: Service; readonly logWriter: LogWriter } | undefined
  /** Serves rows with the version at a given index of the log dictionary, or through the pipeline. */
  answer(
    rows: readonly Row[],
    labels: readonly (InferRequest['label'] | undefined)[],
    version: number | undefined,
  ): Promise<readonly Answered[]>
  enqueue(work: () => Promise<void> | void, failed: (problem: Message) => void): void
  /** Called before a request that the protocol rejects is logged, and after the log has changed. */
  onRejected(): void
  onLogged(): void
}

/** Creates a handler that looks up the open service for each request. */
export function openUrlHandler({ open, answer, enqueue, onRejected, onLogged }: UrlHandlerOptions): Handle {
  function answerUrl(
    input: InferInput,
    { label, source }: Pick<InferRequest, 'label' | 'source'>,
    named?: VersionRef,
  ): Promise<readonly Answered[]> {
    const sentAt = performance.now()
    return new Promise((resolve, reject) => {
      const work = async () => {
        const rows = rowsOf(input).map((row) => ({ source: source ?? ('url' as const), sentAt, ...row }))
        const labels = rows.map(() => label)
        resolve(await answer(rows, labels, named && versionIndex(open()?.service, named)))
        onLogged()
      }
      enqueue(work, (problem) => reject(new Refusal(problem)))
    })
  }

  function logRejection(code: string): Promise<void> {
    const sentAt = performance.now()
    return new Promise((resolve) => {
      const work = () => {
        const here = open()
        // The service was closed while the request waited, so there is no log to write to.
        if (!here) return resolve()
        const { service, logWriter } = here
        onRejected()
        const outside = { source: 'url' as const, row: undefined, groundTruth: Number.NaN, sentAt }
        const { run, end } = rejectedRequest(service, { id: logWriter.nextId++, at: logWriter.at, ...outside }, code)
        logWriter.addRequest(run, end)
        onLogged()
        resolve()
      }
      enqueue(work, () => resolve())
    })
  }

  return openHttp(serviceBackend({ service: () => open()?.service, answer: answerUrl, logRejection }), () =>
    performance.now(),
  )
}

/**
 * Returns the index of a version in the open service. Throws a Refusal if the service was reopened without that
 * version.
 */
function versionIndex(service: Service | undefined, { model, version }: VersionRef): number {
  const at = service?.versions.findIndex((one) => one?.ref.model === model && one.ref.version === version) ?? -1
  if (at < 0) throw new Refusal(message('service-closed', {}))
  return at
}

// listenOn: handles HTTP requests that arrive through a message port.

/** Responds until the port is closed. */
export function listenOn(port: MessagePort, handle: Handle): void {
  port.onmessage = ({ data: { id, sentAt, ...request } }: MessageEvent<PortRequest>) => {
    const receivedAt = sentAt === undefined ? performance.now() : sentAt - performance.timeOrigin
    void handle({ ...request, receivedAt }).then((reply) => {
      const message: PortReply = { id, ...reply }
      port.postMessage(message)
    })
  }
}
