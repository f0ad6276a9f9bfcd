/** @file Insight: results of analyzing training, and whether they still apply to the current drawing and plan. */
import type { Drawing } from '../../graph/drawing'
import type { Plan } from '../../catalog/training-plan'
import type { LayerName } from '../../compile/layer-names'
import type { BackendChoice } from '../../protocol/backend'
import type { Calibration, ParityReport, SanityReport } from '../../protocol/trainer-messages'
import type { AtNode } from '../../storage/records'

export type Question = 'sanity' | 'forecast' | 'profile' | 'parity'

/** What an analysis result was computed for. */
export interface Subject {
  readonly drawing: Drawing
  readonly plan: Plan
  /** The key that identifies the rows. */
  readonly key: string
  readonly backend: BackendChoice
}

export interface Answer<T> {
  readonly report: T
  readonly of: Subject
}

export interface SanityResult extends Omit<SanityReport, 'gradients'> {
  readonly learningRate: number
  /** The learning rate to try if the loss rose. */
  readonly milder: number
  readonly gradients: readonly AtNode<SanityReport['gradients'][number]>[]
  /** Frozen layers, which therefore have no gradient. */
  readonly frozen: readonly AtNode<{ readonly layer: string }>[]
}

export interface ParityResult extends Omit<ParityReport, 'layers'> {
  readonly layers: readonly AtNode<ParityReport['layers'][number]>[]
}

/** The results of all analyses. They name layers by their node labels. */
export interface Insight {
  /** The analysis that is currently running; there is at most one. */
  readonly asking: Question | null
  readonly sanity: Answer<SanityResult> | null
  readonly forecast: Answer<Calibration> | null
  readonly parity: Answer<ParityResult> | null
}

export const NO_INSIGHT: Insight = { asking: null, sanity: null, forecast: null, parity: null }

/** The part of the state that an analysis result depends on. */
interface Now {
  readonly project: Pick<Subject, 'drawing' | 'plan'>
  readonly data: { readonly tag: string; readonly key?: string }
  readonly machine: { readonly choice: BackendChoice }
}

/** The result, if it was computed for the current network, plan, rows, and backend. */
export function answerFor<T>(answered: Answer<T> | null, { project, data, machine }: Now): T | undefined {
  if (!answered) return undefined
  const { of, report } = answered
  const same = of.plan === project.plan && of.backend === machine.choice && of.key === data.key
  return same && sameNetwork(of.drawing, project.drawing) ? report : undefined
}

/**
 * Whether two drawings are the same network, ignoring positions. Edits leave unchanged objects identical, so this
 * compares by reference.
 */
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

/** Replaces generated layer names in rows with the labels and ids of nodes. */
export function atNodes<T extends { readonly layer: string }>(
  rows: readonly T[],
  names: ReadonlyMap<string, LayerName>,
): readonly AtNode<T>[] {
  return rows.map((row) => {
    const name = names.get(row.layer)
    return name ? { ...row, layer: name.label, node: name.node } : row
  })
}
