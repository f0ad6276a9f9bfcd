/**
 * @file The project file: a network, the name of its dataset, and its training settings, as JSON text, without rows or
 * weights. Reading is guarded: any input results in either a project or one message, and has no other effect.
 */
import { fail, ok, type Result } from '../base/result'
import { stableJson } from '../base/stable-json'
import { findDataset } from '../catalog/datasets/all'
import { layers } from '../catalog/layers/index'
import { findLoss } from '../catalog/losses'
import { findOptimizer } from '../catalog/optimizers'
import { stages } from '../catalog/service-stages/index'
import { isOneLoss } from '../catalog/training-plan'
import { lessonProblem } from '../compile/lesson-check'
import type { Lesson, ProjectContent, Service } from '../compile/project'
import { BLOCK, PORT_IN, PORT_OUT, RESERVED, type Subgraph } from '../graph/block'
import type { Drawing } from '../graph/drawing'
import { type CountedPart, expectedText, fileNames, type ReferenceKind } from '../messages/en/files'
import { type Message, message } from '../messages/message'
import { isId, pickProblem } from './dataset-reference-schema'
import { MOST } from './file-limits'
import { parseGuarded } from './json-guard'
import { lessonShape, projectShape, serviceShape } from './project-schema'
import { currentLesson, withCurrentFields } from './renamed-fields'
import { conform } from './shared-schemas'

const FORMAT = 'netloom-project'
const MAX_BYTES = 5_000_000

type Raw = Readonly<Record<string, unknown>>

/**
 * Each entry converts a file to the next version. A new format version adds an entry; a shipped entry never changes.
 */
const migrations: readonly ((file: Raw) => Raw)[] = [
  /** Version 2 added notes, blocks, and a lesson; older files need no conversion. */
  (file) => file,
  /** Version 3 added services; older files need no conversion. */
  (file) => file,
  /** Version 4 renamed fields of scenarios and lessons. */
  withCurrentFields,
]

/** The newest format version that this release reads and writes. */
const VERSION = migrations.length + 1
/**
 * The format version written for projects that use neither services nor hidden pages, so that older releases can read
 * them.
 */
const SIMPLE_VERSION = 2

/**
 * Writes a project as a file: UTF-8 JSON text with keys in a stable order, so that equal projects produce equal files.
 */
export function writeProject(content: ProjectContent): Uint8Array<ArrayBuffer> {
  const { name, networks, data, plan, lesson, services } = content
  const version = services || lesson?.hides?.pages ? VERSION : SIMPLE_VERSION
  const also = { ...(lesson ? { lesson } : {}), ...(services ? { services } : {}) }
  const file = { format: FORMAT, version, name, networks, data, plan, ...also }
  return new TextEncoder().encode(`${stableJson(file, 2)}\n`)
}

/** Reads a file as a project, or returns a message about why it is invalid. */
export function readProject(bytes: Uint8Array): Result<ProjectContent, Message> {
  const parsed = parseGuarded(bytes, MAX_BYTES)
  if (!parsed.ok) return parsed
  const present = toPresent(parsed.value)
  if (!present.ok) return present
  const early = tooMany(present.value) ?? placedNowhere(present.value)
  if (early) return fail(early)
  const shaped = conform(projectShape, present.value, fileNames.project)
  if (!shaped.ok) return shaped
  const content = shaped.value as ProjectContent
  const problem = problemOf(content)
  return problem ? fail(problem) : ok(content)
}

function toPresent(value: unknown): Result<Raw, Message> {
  if (!isGroup(value) || value.format !== FORMAT) {
    const named = isGroup(value) && typeof value.format === 'string' ? { format: value.format.slice(0, 60) } : {}
    return fail(message('file-other-kind', { wants: 'project', ...named }))
  }
  const { version } = value
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return fail(message('file-shape', { file: fileNames.project, where: 'version', wants: expectedText.wholeNumber }))
  }
  if (version > VERSION) return fail(message('file-newer', { version, known: VERSION }))
  return ok(migrations.slice(version - 1).reduce((file, migrate) => migrate(file), value))
}

/** Checks the counts first, so that too many entries produce only one message. */
function tooMany(file: Raw): Message | undefined {
  for (const drawn of ['networks', 'services'] as const) {
    const list = asList(file[drawn])
    if (list.length > MOST[drawn]) return excess(drawn, list.length, MOST[drawn])
    for (const what of ['nodes', 'wires'] as const) {
      const total = list.reduce((sum: number, one: unknown) => {
        const drawing = isGroup(one) ? one.drawing : undefined
        const listed = isGroup(drawing) ? drawing[what] : undefined
        return sum + (Array.isArray(listed) ? listed.length : 0)
      }, 0)
      if (total > MOST[what]) return excess(what, total, MOST[what])
    }
  }
  return undefined
}

/** Reports the label of a node without a numeric position; JSON writes NaN as null. */
function placedNowhere(file: Raw): Message | undefined {
  for (const network of [...asList(file.networks), ...asList(file.services)]) {
    const drawing = isGroup(network) ? network.drawing : undefined
    for (const node of isGroup(drawing) ? asList(drawing.nodes) : []) {
      if (!isGroup(node) || !isGroup(node.position)) continue
      const { x, y } = node.position
      if (!isPlace(x) || !isPlace(y)) return message('file-position', { node: short(String(node.label ?? node.id)) })
    }
  }
  return undefined
}

/** Reads an imported lesson, or returns what is wrong with it. */
export function readLesson(value: unknown): Result<Lesson, Message> {
  const shaped = conform(lessonShape, isGroup(value) ? currentLesson(value) : value, fileNames.lesson)
  if (!shaped.ok) return shaped
  const lesson = shaped.value as Lesson
  const problem = problemOfLesson(lesson)
  return problem ? fail(problem) : ok(lesson)
}

/** Reads a service, or returns what is wrong with it. */
export function readService(value: unknown): Result<Service, Message> {
  const shaped = conform(serviceShape, value, fileNames.service)
  if (!shaped.ok) return shaped
  const service = shaped.value as Service
  const problem = servicesProblem([service])
  return problem ? fail(problem) : ok(service)
}

/** The lesson's starting point is checked like a project. */
function problemOfLesson(lesson: Lesson): Message | undefined {
  const { start } = lesson
  if (!start) return lessonProblem(lesson)
  const { data, plan } = start
  return lessonProblem(lesson) ?? problemOf({ networks: [{ name: '', drawing: start.drawing }], data, plan })
}

type Task = Pick<ProjectContent, 'networks' | 'data' | 'plan' | 'lesson' | 'services'>

function problemOf({ networks, data, plan, lesson, services = [] }: Task): Message | undefined {
  if (networks.length === 0) return message('file-empty', {})
  const unsound = lesson && problemOfLesson(lesson)
  if (unsound) return unsound
  const wrongPick = pickProblem(data, findDataset)
  if (wrongPick) return wrongPick
  if (!findOptimizer(plan.optimizer.kind)) {
    return message('file-unknown', { what: 'optimizer', kind: short(plan.optimizer.kind) })
  }
  for (const loss of isOneLoss(plan.loss) ? [plan.loss] : Object.values(plan.loss)) {
    if (!findLoss(loss.kind)) return message('file-unknown', { what: 'loss', kind: short(loss.kind) })
  }
  for (const { drawing } of networks) {
    const problem = drawingProblem(drawing)
    if (problem) return problem
  }
  return servicesProblem(services)
}

/** Checks that services have unique names; a scenario is checked when it is played. */
function servicesProblem(services: readonly Service[]): Message | undefined {
  const names = new Set<string>()
  for (const { name, drawing, scenario, slos, rules } of services) {
    if (names.has(name)) return message('file-duplicate', { what: 'services', id: short(name) })
    names.add(name)
    const problem = drawingProblem(drawing, STAGES)
    if (problem) return problem
    const ids = new Set<string>()
    for (const { id } of scenario?.events ?? []) {
      if (!isId(id)) return message('file-id', { id: short(id) })
      if (ids.has(id)) return message('file-duplicate', { what: 'events', id })
      ids.add(id)
    }
    for (const [what, all = []] of [
      ['objectives', slos],
      ['rules', rules],
    ] as const) {
      const twice = all.find(({ id }, i) => all.findIndex((one) => one.id === id) < i)
      if (twice) return message('file-duplicate', { what, id: short(twice.id) })
    }
  }
  return undefined
}

/** The kinds of nodes that a drawing may contain. */
export interface Kinds {
  /** The noun that messages use for these nodes. */
  readonly noun: ReferenceKind
  find(kind: string): object | undefined
}

const LAYERS: Kinds = { noun: 'layer', find: layers.find }
const STAGES: Kinds = { noun: 'stage', find: stages.find }

/** The first problem with a drawing, at its top level or inside its blocks. */
export function drawingProblem(drawing: Drawing, kinds: Kinds = LAYERS): Message | undefined {
  const blocks = Object.entries(drawing.blocks ?? {})
  if (blocks.length > MOST.blocks) return excess('blocks', blocks.length, MOST.blocks)
  for (const [key, { id, params, inside }] of blocks) {
    if (!isId(id) || id !== key) return message('file-id', { id: short(id) })
    const names = Object.keys(params)
    if (names.length > MOST.params) return excess('params', names.length, MOST.params)
    const wrong = names.find(
      (name) => !/^[A-Za-z_]\w{0,31}$/.test(name) || RESERVED.has(name) || name in Object.prototype,
    )
    if (wrong !== undefined) return message('file-id', { id: short(wrong) })
    const problem = levelProblem(inside, 'inside', kinds)
    if (problem) return problem
  }
  return levelProblem(drawing, 'outside', kinds)
}

function levelProblem(
  { nodes, wires, notes = [] }: Subgraph,
  where: 'inside' | 'outside',
  kinds: Kinds,
): Message | undefined {
  const ids = new Set<string>()
  for (const { id, kind, label } of nodes) {
    if (!isId(id)) return message('file-id', { id: short(id) })
    if (ids.has(id)) return message('file-duplicate', { what: 'nodes', id })
    ids.add(id)
    if (label.length > MOST.label) {
      return message('file-label-long', { label: short(label), length: label.length, most: MOST.label })
    }
    const port = where === 'inside' && (kind === PORT_IN || kind === PORT_OUT)
    if (!port && kind !== BLOCK && !kinds.find(kind))
      return message('file-unknown', { what: kinds.noun, kind: short(kind) })
  }
  const wireIds = new Set<string>()
  for (const { id, from, to } of wires) {
    if (!isId(id)) return message('file-id', { id: short(id) })
    if (wireIds.has(id)) return message('file-duplicate', { what: 'wires', id })
    wireIds.add(id)
    const missing = ids.has(from) ? (ids.has(to) ? undefined : to) : from
    if (missing !== undefined) return message('file-dangling', { wire: id, node: short(missing) })
  }
  const noteIds = new Set<string>()
  for (const { id, node } of notes) {
    if (!isId(id)) return message('file-id', { id: short(id) })
    if (noteIds.has(id)) return message('file-duplicate', { what: 'notes', id })
    noteIds.add(id)
    if (node !== undefined && !ids.has(node)) return message('file-dangling', { wire: id, node: short(node) })
  }
  return undefined
}

function isPlace(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= MOST.position
}

function isGroup(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function excess(what: CountedPart, has: number, most: number): Message {
  return message('file-too-many', { what, has, most })
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
