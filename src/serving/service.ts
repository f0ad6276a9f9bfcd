/**
 * @file Service: a drawing with its models opened: which version each alias stands for, what each input was admitted as, and the walk
 * that takes requests through it.
 */
import type { Message } from '../messages/message'
import { refuse } from '../messages/message'
import { threefry } from '../base/rng'
import type { Alias } from '../catalog/lowered-stage'
import { loadPreparation } from '../data/transforms/load'
import { openWatch } from '../data/watch/monitored-features'
import type { Book, Timing } from '../ops/record'
import type { AliasBook, ServiceSpec, VersionRef } from '../ops/service-spec'
import type { ServedModel, ServiceRows, ServiceStart } from '../protocol/serving-messages'
import { moved } from './changes'
import { openStageBook } from './stage-book'
import { admit, PASS, type RawRow, type Rules, VERDICTS } from './validate-input'
import { practised } from './practice'
import { type Known, OK, type ServiceFacts } from './request-context'
import { type AnswerKind, answerKind, openVersion, type Version } from './versions'
import { openWalk, type Walk } from './execute-pipeline'

/** An input as it came, admitted by each version that may be asked. */
export interface Input {
  readonly known: Known
  /** By version; undefined where it does not read this input. */
  readonly clean: readonly (RawRow | undefined)[]
}

export interface Service extends ServiceFacts {
  readonly seed: number
  readonly answers: AnswerKind
  /** Numbers of an answer. */
  readonly width: number
  readonly rows: ServiceRows | undefined
  /** Of what is played, in virtual time. */
  readonly walk: Walk
  /** Of what comes from outside, in this device's time: neither answers out of the other's cache or uses its limit up. */
  readonly outside: Walk
  /** In the order of the book. */
  readonly versions: readonly Version[]
  readonly aliases: AliasBook
  book(): Book
  /** By stage of the drawing: its place in the book, and milliseconds of one request. */
  readonly places: readonly number[]
  stageMs(): readonly number[]
  setTiming(timing: Timing): void
  /** A drift operator's number in the book. */
  operator(name: string): number
  slice(name: string): number
  /** The number of a code in the book, which has what is met beside those that every book has. */
  verdict(code: string): number
  input(row: unknown): Input
  add(models: readonly ServedModel[]): Promise<void>
  /** Whether a stage refuses what is wrong with an input. */
  readonly validates: boolean
  /** What is watched of a raw row, in the order of the book. */
  watched(row: unknown): Float32Array<ArrayBuffer>
  /** Adds a version that is made of others; answers its place. */
  make(version: Version): number
  /** Until it is taken back, an alias of a model stands for this version whatever the book of aliases says. */
  override(model: string, alias: Alias, version: number | undefined): void
  overridden(model: string, alias: Alias): boolean
  /** From the next request on; answers whether a deploy of the score that stood in a champion's place ended by that. */
  point(aliases: AliasBook): boolean
  redraw(spec: ServiceSpec): void
  close(): void
}

/** Opens a service. Rejects with a Refusal where a model cannot be served, and leaves nothing open. */
export async function openService(start: ServiceStart): Promise<Service> {
  await loadPreparation()
  const { seed, rows, models } = start
  const [first] = models
  if (!first) return refuse('service-no-model', { model: modelNames(start.spec)[0] ?? start.spec.name })
  const answers: AnswerKind = { ...answerKind(first), ...(start.book && { classes: start.book.classes }) }
  /** Of the first model; a log that goes on is watched as it was. */
  const watch = openWatch(first.pipeline, start.book?.features)
  const versions: Version[] = []
  /** In the book, with those of before that did not come again. */
  const refs: VersionRef[] = [...(start.book?.versions ?? [])]
  const operators: string[] = [...(start.book?.operators ?? [''])]
  const slices: string[] = [...(start.book?.slices ?? ['all'])]
  const verdicts: string[] = [...(start.book?.verdicts ?? VERDICTS)]
  for (const { name } of rows?.slices ?? []) if (!slices.includes(name)) slices.push(name)
  let timing: Timing = start.timing ?? start.book?.timing ?? { stages: [], models: {} }
  let spec = start.spec
  const stages = openStageBook(spec, start.book, start.drawnBefore)
  let aliases = start.aliases
  let rules = rulesOf(spec)
  const resolved = new Map<string, number>()
  const overrides = new Map<string, number>()

  async function add(given: readonly ServedModel[]): Promise<void> {
    for (const file of given) {
      const at = placeOf(file.ref)
      if (versions[at]) continue
      versions[at] = practised(file, await openVersion(file, answers, rows), answers, rows)
      if (at === refs.length) refs.push(file.ref)
    }
    resolved.clear()
  }
  function placeOf({ model, version }: VersionRef): number {
    const at = refs.findIndex((one) => one.model === model && one.version === version)
    return at < 0 ? refs.length : at
  }
  function close(): void {
    for (const version of versions) version?.close()
  }
  try {
    await add(models)
  } catch (error) {
    close()
    throw error
  }

  const service: Service = {
    seed,
    answers,
    kind: answers.kind,
    width: answers.kind === 'classes' ? answers.classes.length : 1,
    rows,
    versions,
    get spec() {
      return spec
    },
    get walk() {
      return walk
    },
    get outside() {
      return outside
    },
    get aliases() {
      return aliases
    },
    book: () => ({
      stages: [...stages.ids],
      ...(stages.redrawn && { redrawn: stages.redrawn }),
      slices: [...slices],
      versions: [...refs],
      operators: [...operators],
      verdicts: [...verdicts],
      classes: answers.classes,
      features: watch.features,
      timing,
    }),
    get places() {
      return stages.places
    },
    stageMs: () => stages.places.map((place) => timing.stages[place] ?? 0),
    setTiming(measured) {
      timing = measured
    },
    operator: (name) => numberIn(operators, name),
    slice: (name) => numberIn(slices, name),
    verdict: (code) => numberIn(verdicts, code),
    resolve(model: string, alias: Alias): number {
      const key = `${alias} ${model}`
      const known = resolved.get(key)
      if (known !== undefined) return known
      const version = aliases[model]?.[alias]
      const at = overrides.get(key) ?? (version === undefined ? -1 : placeOf({ model, version }))
      const found = versions[at] ? at : -1
      resolved.set(key, found)
      return found
    },
    usual() {
      const stage = spec.stages.find((one) => one.class_name === 'Model')
      const at = stage?.class_name === 'Model' ? service.resolve(stage.config.model, stage.config.alias) : -1
      const usual = (versions[at] ?? versions.find((one) => one))?.reference.usual ?? 0
      if (answers.kind === 'number') return Float32Array.of(usual)
      return Float32Array.from(answers.classes, (_, k) => (k === usual ? 1 : 0))
    },
    input(row) {
      let verdict = OK
      let said: Message | undefined
      // What one version reads another may not: the verdict is that of the champion, which is asked first.
      const order = firstAsked(service)
      const clean = versions.map(() => undefined as RawRow | undefined)
      for (const at of order) {
        const version = versions[at] as Version
        const found = admit(version.columns, version.reference, row, rules)
        if (found.ok) clean[at] = found.value
        else if (at === order[0]) {
          said = found.error
          verdict = numberIn(verdicts, found.error.code)
        }
      }
      return { known: { verdict, ...(said && { said }), features: watch.read(row), answers: [] }, clean }
    },
    add,
    get validates() {
      return spec.stages.some(({ class_name }) => class_name === 'Validate')
    },
    watched: watch.read,
    make(version) {
      const at = placeOf(version.ref)
      if (!versions[at]) versions[at] = version
      if (at === refs.length) refs.push(version.ref)
      return at
    },
    override(model, alias, version) {
      const key = `${alias} ${model}`
      if (version === undefined) overrides.delete(key)
      else overrides.set(key, version)
      resolved.clear()
      forget()
    },
    overridden: (model, alias) => overrides.has(`${alias} ${model}`),
    point(next) {
      const isMoved = moved(aliases, { aliases: next, by: '', why: '' }).length > 0
      aliases = next
      // Whoever moves flags means what answers: a deploy of the score that stood in the champion's place is over.
      const over = [...overrides.keys()].filter((key) => key.startsWith('champion '))
      // A page that says what is so already changes nothing, and no cache: the log would not tell.
      if (!isMoved && over.length === 0) return false
      for (const key of over) overrides.delete(key)
      resolved.clear()
      forget()
      return over.length > 0
    },
    redraw(next) {
      spec = next
      stages.draw(next)
      rules = rulesOf(spec)
      resolved.clear()
      walk = openWalk(service)
      outside = openWalk(service)
    },
    close,
  }
  let walk = openWalk(service)
  let outside = openWalk(service)
  function forget(): void {
    walk.forget()
    outside.forget()
  }
  return service
}

/** The versions an input is held against: those of the stages in their order, then the others. */
function firstAsked({ spec, versions, resolve }: Service): readonly number[] {
  const asked = spec.stages.flatMap((stage) =>
    stage.class_name === 'Model' ? [resolve(stage.config.model, stage.config.alias)] : [],
  )
  return [...new Set([...asked, ...versions.keys()])].filter((at) => at >= 0 && versions[at])
}

/** What is to be done with inputs that do not fit: as the first stage that validates says. */
export function rulesOf({ stages }: ServiceSpec): Rules {
  for (const stage of stages) if (stage.class_name === 'Validate') return stage.config
  return PASS
}

function modelNames({ stages }: ServiceSpec): readonly string[] {
  return stages.flatMap((stage) => (stage.class_name === 'Model' ? [stage.config.model] : []))
}

function numberIn(list: string[], name: string): number {
  const at = list.indexOf(name)
  return at >= 0 ? at : list.push(name) - 1
}

/** Beside the keys of the streams of `base/rng.ts`: the one of `ops/trace.ts`. */
const TRACE = 0x0f000000
const words = new Uint32Array(2)

/** The first two words of a request's trace: what shares are drawn by. */
export function drawsOf(seed: number, id: number): readonly [number, number] {
  threefry(seed | 0, TRACE, id | 0, Math.floor(id / 4294967296), words)
  return [words[0] as number, words[1] as number]
}
