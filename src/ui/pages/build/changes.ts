/** @file The changes between two networks: what each change does, its effects, and the marks on nodes and wires. */
import type { DatasetSchema } from '../../../catalog/dataset-schema'
import type { ParamValue } from '../../../catalog/params'
import type { Plan } from '../../../catalog/training-plan'
import { schemaOf } from '../../../compile/dataset-of-project'
import type { NetworkReport } from '../../../compile/rules/rule-context'
import { classColumn } from '../../../data/collected-classes'
import { requiredChanges } from '../../../graph/apply-change'
import { BLOCK, BLOCK_OF } from '../../../graph/block'
import type { Change } from '../../../graph/diff'
import type { Block, Drawing } from '../../../graph/drawing'
import { compareText as text } from '../../../messages/en/build/compare'
import type { Noun } from '../../../messages/en/canvas/board'
import { changedRates } from '../../../messages/en/train/runs'
import type { SourcedNetwork } from '../../../studio/project/comparison-sources'
import type { DiffMark } from '../../canvas/static-drawing'
import { type Chip, planValue } from '../../training-plan/plan-chips'

export interface ChangeText {
  readonly title: string
  readonly lines: readonly string[]
}

const { change: titles, lines: values } = text

/** Describes what applying a change does, with the values before and after. */
export function changeText(change: Change, noun: Noun = 'layer'): ChangeText {
  switch (change.type) {
    case 'added':
      return { title: titles.add({ node: change.node.label }), lines: [] }
    case 'removed':
      return { title: titles.remove({ node: change.node.label }), lines: [] }
    case 'changed': {
      const { before, after, params } = change
      const isSameKind = before.kind === after.kind
      return {
        title: isSameKind ? titles.change({ node: before.label }) : titles.replace({ node: before.label }),
        lines: [
          ...(isSameKind ? [] : [values.kind({ before: before.kind, after: after.kind })]),
          ...(before.label === after.label ? [] : [values.name({ before: before.label, after: after.label })]),
          ...params.map(({ name, before: a, after: b }) =>
            values.value({ name, before: optionalValueText(a), after: optionalValueText(b) }),
          ),
        ],
      }
    }
    case 'wired':
      return { title: titles.connect({ from: change.from.label, to: change.to.label }), lines: [] }
    case 'unwired':
      return { title: titles.disconnect({ from: change.from.label, to: change.to.label }), lines: [] }
    case 'moved':
      return { title: titles.move({ nodes: change.nodes.length, noun }), lines: [] }
    case 'block': {
      const isReordered = change.what === 'changed' && change.within.length === 0
      return { title: titles.block[change.what]({ block: change.name }), lines: isReordered ? [values.order] : [] }
    }
    case 'own':
      return {
        title: titles.blockProperties({ block: change.before.name }),
        lines: propertyLines(change.before, change.after),
      }
    case 'note':
      return { title: titles.note[change.what], lines: [change.note.text] }
    default:
      return change satisfies never
  }
}

/** Formats a stored value as text; undefined if the value is not set. */
function optionalValueText(value: ParamValue | undefined): string | undefined {
  return value === undefined ? undefined : valueText(value)
}

function valueText(value: ParamValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function propertyLines(before: Block, after: Block): readonly string[] {
  const names = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])]
  const of = ({ params }: Block, name: string) => (Object.hasOwn(params, name) ? params[name] : undefined)
  return [
    ...(before.name === after.name ? [] : [values.name({ before: before.name, after: after.name })]),
    ...(before.summary === after.summary ? [] : [values.summary({ before: before.summary, after: after.summary })]),
    ...names.flatMap((name) => {
      const [old, current] = [of(before, name), of(after, name)]
      if (JSON.stringify(old) === JSON.stringify(current)) return []
      if (!current) return [values.parameterRemoved({ name })]
      if (!old) return [values.parameterAdded({ name, value: valueText(current.default) })]
      return old.default === current.default
        ? [values.parameterRange({ name })]
        : [values.parameterDefault({ name, before: valueText(old.default), after: valueText(current.default) })]
    }),
  ]
}

/** Lists, as text, the changes that must be applied together with this change; undefined if there are none. */
export function alsoAppliesText(changes: readonly Change[], id: string): string | undefined {
  const others = requiredChanges(changes, id).filter((one) => one.id !== id)
  if (others.length === 0) return undefined
  const first = others.slice(0, 3).map((one) => changeText(one).title)
  return values.alsoApplies({ changes: first, more: others.length - first.length })
}

/**
 * Lists, as text, the nodes that use a block, because changes to the block become visible there; undefined if no node
 * uses the block.
 */
export function usesText({ nodes }: Drawing, block: string): string | undefined {
  const uses = nodes
    .filter(({ kind, params }) => kind === BLOCK && params[BLOCK_OF] === block)
    .map(({ label }) => label)
  return uses.length === 0 ? undefined : values.uses({ nodes: uses })
}

export interface Effect {
  readonly node: string
  readonly label: string
  readonly summary: string
}

/**
 * The layers that are in both networks but differ in output shape or parameter count, in the order of the first
 * network.
 */
export function effectsOf(drawing: Drawing, now: NetworkReport, then: NetworkReport): readonly Effect[] {
  return drawing.nodes.flatMap(({ id, label }) => {
    if (!then.incoming.has(id) && !then.shapes.has(id)) return []
    const shapes = { before: now.shapes.get(id), after: then.shapes.get(id) }
    const parameters = { before: now.parameters.get(id), after: then.parameters.get(id) }
    const doesReshape = String(shapes.before) !== String(shapes.after)
    const doesResize = parameters.before !== parameters.after
    if (!doesReshape && !doesResize) return []
    const summary =
      doesReshape && doesResize
        ? text.shapesAndParameters({ shapes, parameters })
        : doesReshape
          ? text.shapes(shapes)
          : text.parameterCounts(parameters)
    return [{ node: id, label, summary }]
  })
}

type Settings = Pick<SourcedNetwork, 'data' | 'plan' | 'rateChanges'>

/**
 * The differences in the data and training settings. They are shown only for information, because applying changes does
 * not affect the settings.
 */
export function settingsText(from: Settings, to: Settings): readonly string[] {
  const rates = ({ rateChanges }: Settings) => rateChanges && changedRates(rateChanges)
  const [before, after] = [rates(from), rates(to)]
  return [
    ...dataDifferences(from, to),
    ...planDifferences(from.plan, to.plan),
    ...(before === after ? [] : [values.setting({ name: values.settings.ratesInRun, before, after })]),
  ]
}

function dataDifferences(from: Settings, to: Settings): readonly string[] {
  const [a, b] = [from.data, to.data]
  const [before, after] = [schemaOf(a), schemaOf(b)]
  const examples = (samples: number | undefined) => (samples === undefined ? undefined : String(samples))
  return [
    ...(a.dataset !== b.dataset
      ? [
          values.setting({
            name: values.settings.dataset,
            before: before?.title ?? a.dataset,
            after: after?.title ?? b.dataset,
          }),
        ]
      : before && after
        ? versionDifferences(before, after, a.version !== b.version)
        : []),
    ...(a.samples === b.samples
      ? []
      : [values.examplesUsed({ before: examples(a.samples), after: examples(b.samples) })]),
    ...(a.seed === b.seed
      ? []
      : [values.setting({ name: values.settings.dataSeed, before: examples(a.seed), after: examples(b.seed) })]),
    ...(isSame(a.slices, b.slices) ? [] : [values.settingChanged({ name: values.settings.slices })]),
  ]
}

/** What differs between two versions of a dataset; a renamed class keeps its position. */
function versionDifferences(from: DatasetSchema, to: DatasetSchema, isOther: boolean): readonly string[] {
  const [before, after] = [from, to].map((schema) => classColumn(schema)?.values ?? []) as [Names, Names]
  const [removed, added] = [without(before, after), without(after, before)]
  const isRenaming =
    before.length === after.length && removed.every((name) => added.includes(after[before.indexOf(name)] ?? ''))
  return [
    ...(isOther ? [values.datasetVersion({ dataset: to.title })] : []),
    ...(from.rows === to.rows ? [] : [values.rows({ before: from.rows, after: to.rows })]),
    ...(isRenaming
      ? removed.map((name) => values.classRenamed({ before: name, after: after[before.indexOf(name)] ?? '' }))
      : [
          ...(added.length > 0 ? [values.classesAdded({ classes: added })] : []),
          ...(removed.length > 0 ? [values.classesRemoved({ classes: removed })] : []),
        ]),
  ]
}

type Names = readonly string[]
const without = (names: Names, others: Names) => names.filter((name) => !others.includes(name))

/** The settings that have a short text of their own. */
const CHIP_OF: { readonly [K in keyof Plan]?: Exclude<Chip, 'data'> } = {
  loss: 'loss',
  classWeights: 'loss',
  optimizer: 'optimizer',
  clip: 'optimizer',
  movingAverage: 'optimizer',
  schedule: 'learning rate',
  split: 'split',
  earlyStopping: 'early stopping',
}

function planDifferences(from: Plan, to: Plan): readonly string[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])] as readonly (keyof Plan)[]
  const lines = names.flatMap((key) => {
    const [a, b] = [from[key], to[key]]
    if (isSame(a, b)) return []
    const chip = CHIP_OF[key]
    const name = chip ?? settingName(key)
    const [before, after] = chip
      ? [planValue(chip, from), planValue(chip, to)]
      : [a, b].map((value) => (value === undefined ? undefined : String(value)))
    // Lists and groups of settings have no short text, and two of them may have the same one.
    const isLong = !chip && (typeof a === 'object' || typeof b === 'object')
    return isLong || before === after
      ? [values.settingChanged({ name: settingName(key) })]
      : [values.setting({ name, before, after })]
  })
  return [...new Set(lines)]
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The name of a setting in words: `learningRate` is "learning rate". */
function settingName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

interface DiffMarks {
  readonly nodes: ReadonlyMap<string, DiffMark>
  readonly wires: ReadonlyMap<string, DiffMark>
}

/** The marks for one of the two networks. */
export function diffMarks(drawing: Drawing, changes: readonly Change[], effects: readonly Effect[]): DiffMarks {
  const nodes = new Map<string, DiffMark>()
  const wires = new Map<string, DiffMark>()
  const existing = new Set(drawing.nodes.map(({ id }) => id))
  const mark = (node: string, diffMark: DiffMark) => existing.has(node) && nodes.set(node, diffMark)
  const wireIds = new Map(
    drawing.wires.map(({ id, from, out = 0, to, port }) => [JSON.stringify([from, out, to, port]), id]),
  )
  for (const { node } of effects) mark(node, 'follows')
  for (const change of changes) {
    if (change.type === 'added' || change.type === 'removed') mark(change.node.id, change.type)
    else if (change.type === 'changed') mark(change.after.id, 'changed')
    else if (change.type === 'wired' || change.type === 'unwired') {
      const { from, out = 0, to, port } = change.wire
      const wire = wireIds.get(JSON.stringify([from, out, to, port]))
      if (wire !== undefined) wires.set(wire, change.type === 'wired' ? 'added' : 'removed')
    } else if (change.type === 'block' && change.what === 'changed') {
      for (const { id, kind, params } of drawing.nodes)
        if (kind === BLOCK && params[BLOCK_OF] === change.after.id && nodes.get(id) !== 'added') mark(id, 'changed')
    }
  }
  // A wire counts as added or removed if the node at either end was added or removed.
  for (const { id, from, to } of drawing.wires) {
    const diffMark = [from, to].map((end) => nodes.get(end)).find((one) => one === 'added' || one === 'removed')
    if (diffMark) wires.set(id, diffMark)
  }
  return { nodes, wires }
}
