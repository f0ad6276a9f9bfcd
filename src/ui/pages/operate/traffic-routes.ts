/** @file The wires that a request takes through a service diagram, from the stages that processed it. */
import type { Alias } from '../../../catalog/lowered-stage'

/** A stage of the log dictionary; one that was removed from the diagram has no kind. */
export interface TrafficStage {
  readonly kind?: string
  readonly alias?: Alias
  /** Whether its alias points to no version. */
  readonly isUnset?: boolean
  /** The challenger's share of a split, in percent. */
  readonly share?: number
  /** For an input guard: whether it only counts the inputs that it flags. */
  readonly onlyCounts?: boolean
}

export type TrafficWire = readonly [from: number, to: number]

/** The number of wires on the longest path to each stage. */
export function depthsOf(stages: number, wires: readonly TrafficWire[]): readonly number[] {
  const depths = new Array<number>(stages).fill(0)
  for (let round = 0; round < stages; round++)
    for (const [from, to] of wires) depths[to] = Math.max(depths[to] as number, (depths[from] as number) + 1)
  return depths
}

/**
 * Whether a request that reached the first stage takes the wire to the second one. Only some requests are copied to a
 * shadow model. A split chooses one wire: if no model behind it processed the request, the one that the trace decides.
 */
export function takes(
  stages: readonly TrafficStage[],
  wires: readonly TrafficWire[],
  [from, to]: TrafficWire,
  isProcessed: (stage: number) => boolean,
  goesToChallenger: (share: number) => boolean,
): boolean {
  const { kind, share = 0 } = stages[from] ?? {}
  if (kind === 'shadow' && stages[to]?.alias === 'shadow') return isProcessed(to)
  if (kind !== 'split') return true
  const targets = wires.flatMap(([start, target]) => (start === from ? [target] : []))
  const challenger = targets.find((target) => stages[target]?.alias === 'challenger' && !stages[target]?.isUnset)
  const first = targets.find((target) => target !== challenger) ?? targets[0]
  const drawn = challenger !== undefined && share > 0 && goesToChallenger(share) ? challenger : first
  return to === (targets.find(isProcessed) ?? drawn)
}
