/**
 * @file serveDrawing: a service as what stands behind the URL. Under its own name, and that of any model in it, a request passes the stages of
 * the drawing; a version that is named answers by itself. All of them are in its log, and so is what the contract refuses.
 */
import { message, Refusal } from '../../messages/message'
import type { Alias } from '../../catalog/lowered-stage'
import type { Pipeline } from '../../data/pipeline'
import type { ServiceSpec, VersionRef } from '../../ops/service-spec'
import type { Answered } from '../../protocol/serving-messages'
import type { Came } from '../serve-request'
import type { Service } from '../service'
import type { Version } from '../versions'
import type { Ask, Given, RowAnswer, Served, ServedModel, ServedVersion } from './http'
import { head } from './metrics'

export interface Drawn {
  /** The service that is open. */
  service(): Service | undefined
  /** Takes rows through the drawing in their turn, or to the version that was named. */
  answer(given: Given, of: Pick<Ask, 'label' | 'source'>, named?: VersionRef): Promise<readonly Answered[]>
  turnAway(code: string): Promise<void>
}

/** Serves whatever service is open. */
export function serveDrawing({ service, answer, turnAway }: Drawn): Served {
  /** Versions that have answered: the first answer of each is that of a cold replica. */
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
    async infer({ model, version, given, ...of }) {
      const open = service()
      if (!open || !currentOf(open)) return [{ status: 'unready', outputs: [], stages: [] }]
      const named = versionsOf(open, model).find(({ ref }) => ref.version === version)
      const answers = await answer(given, of, named?.ref).catch((error: unknown) => {
        if (error instanceof Refusal) return error.reason
        throw error
      })
      // Closed while it waited for its turn.
      if (!('length' in answers))
        return [{ status: service() ? 'failed' : 'unready', said: answers, outputs: [], stages: [] }]
      const isNobody = named === undefined && firstOf(open, undefined) === undefined
      return answers.map((one) => {
        const row = rowOf(open, one, warm)
        return isNobody && row.status === 'unready'
          ? { ...row, said: message('url-no-champion', { name: model }) }
          : row
      })
    },
    turnAway,
    metrics() {
      const open = service()
      const gauge = head('netloom_ready', 'gauge', 'Whether the service is open and its first model warm.')
      return [...gauge, `netloom_ready ${open && firstOf(open, undefined) ? 1 : 0}`].join('\n')
    },
  }
}

/** Each row by itself: a request of the service. */
export function rowsGiven(given: Given): readonly Pick<Came, 'row' | 'encoded'>[] {
  if ('rows' in given) return given.rows.map((row) => ({ row }))
  return Array.from({ length: given.count }, (_, row) => ({
    row: undefined,
    encoded: given.encoded.map((all) => {
      const width = all.length / given.count
      return all.slice(row * width, (row + 1) * width)
    }),
  }))
}

/** The service by its own name, then its models. */
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

/** Versions under a name: the service's is that of its first model. */
function versionsOf(service: Service, name: string): readonly Version[] {
  const model = name === service.spec.name ? (currentOf(service)?.ref.model ?? name) : name
  const found = service.versions.filter((one) => one?.ref.model === model && one.timedAs === undefined)
  return [...found].sort((a, b) => a.ref.version - b.ref.version)
}

/**
 * The version that those who name none are told of: the one that the first model stage stands for. While no flag stands on any, requests go
 * their way all the same, to whatever the drawing has in its place: they are read as one that was served before reads them.
 */
function currentOf(service: Service): Version | undefined {
  const models = modelNames(service.spec)
  return (
    firstOf(service, undefined) ??
    service.versions.find((one) => one && one.timedAs === undefined && models.includes(one.ref.model))
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
  return { version: ref.version, pipeline: told(service, pipeline), ready: true, ranges: reference.ranges }
}

/** A pipeline that tells what the service does: one output, in the classes of the book. */
function told({ answers }: Service, pipeline: Pipeline): Pipeline {
  const [output] = pipeline.outputs
  if (!output) return pipeline
  return { ...pipeline, outputs: [output.kind === 'classes' ? { ...output, labels: answers.classes } : output] }
}

function rowOf({ versions }: Service, answered: Answered, warm: WeakSet<Version>): RowAnswer {
  const { status, said, version, request, trace, cached, outputs, waterfall, waited } = answered
  const by = version && versions.find((one) => one?.ref.model === version.model && one.ref.version === version.version)
  const cold = by !== undefined && !cached && !warm.has(by)
  if (by && cold) warm.add(by)
  return {
    status,
    ...(said ? { said } : {}),
    ...(version ? { version: version.version } : {}),
    ...(cold && by ? { coldMs: by.coldMs } : {}),
    id: request,
    trace,
    cached,
    outputs: outputs.length > 0 ? [Float32Array.from(outputs)] : [],
    stages: waterfall,
    waitedMs: waited,
  }
}
