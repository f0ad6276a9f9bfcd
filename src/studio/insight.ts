/** @file Insight: what was asked of a training beside its runs, and whether the answer still holds for what is drawn and planned now. */
import type { Drawing } from '../graph/drawing'
import type { Plan } from '../catalog/plan'
import type { LayerName } from '../compile/layer-names'
import type { BackendChoice } from '../protocol/backend'
import type { Calibration, ParityReport, SanityReport } from '../protocol/trainer-messages'
import type { AtNode } from '../storage/records'

export type Question = 'sanity' | 'forecast' | 'profile' | 'parity'

/** What an answer is about. */
export interface Subject {
  readonly drawing: Drawing
  readonly plan: Plan
  /** Names the rows. */
  readonly key: string
  readonly backend: BackendChoice
}

export interface Asked<T> {
  readonly report: T
  readonly of: Subject
}

export interface SanityResult extends Omit<SanityReport, 'gradients'> {
  readonly learningRate: number
  readonly gradients: readonly AtNode<SanityReport['gradients'][number]>[]
  /** Layers that are frozen and so have no gradient. */
  readonly frozen: readonly AtNode<{ readonly layer: string }>[]
}

export interface ParityResult extends Omit<ParityReport, 'layers'> {
  readonly layers: readonly AtNode<ParityReport['layers'][number]>[]
}

/** Layers are told by the labels of their nodes. */
export interface Insight {
  /** What is being found out now; one thing at a time. */
  readonly asking: Question | null
  readonly sanity: Asked<SanityResult> | null
  readonly forecast: Asked<Calibration> | null
  readonly parity: Asked<ParityResult> | null
}

export const NO_INSIGHT: Insight = { asking: null, sanity: null, forecast: null, parity: null }

/** What of the state an answer is about. */
interface Now {
  readonly project: Pick<Subject, 'drawing' | 'plan'>
  readonly data: { readonly tag: string; readonly key?: string }
  readonly machine: { readonly choice: BackendChoice }
}

/** The answer, where it is about the network, plan, rows and backend of now. */
export function answerFor<T>(asked: Asked<T> | null, { project, data, machine }: Now): T | undefined {
  if (!asked) return undefined
  const { of, report } = asked
  const same = of.plan === project.plan && of.backend === machine.choice && of.key === data.key
  return same && sameNetwork(of.drawing, project.drawing) ? report : undefined
}

/** Whether two drawings differ in positions alone. What an edit leaves as it was is the same object. */
function sameNetwork(a: Drawing, b: Drawing): boolean {
  if (a === b) return true
  return (
    a.wires === b.wires &&
    a.nodes.length === b.nodes.length &&
    a.nodes.every((node, i) => {
      const other = b.nodes[i]
      return node.id === other?.id && node.kind === other.kind && node.params === other.params
    })
  )
}

/** Rows about layers with the labels and nodes of the drawing in place of generated names. */
export function atNodes<T extends { readonly layer: string }>(
  rows: readonly T[],
  names: ReadonlyMap<string, LayerName>,
): readonly AtNode<T>[] {
  return rows.map((row) => {
    const name = names.get(row.layer)
    return name ? { ...row, layer: name.label, node: name.node } : row
  })
}
