/**
 * @file Plays drills by fixed strategies, without a page: used by the test of the grading rules and by the figure that
 * publishes the scores.
 */
import '../../../training/testing/node-wasm'
import { drills } from '../../../gallery/drills'
import type { Drill, DrillAction, DrillMove } from '../../../gallery/drills/define-drill'
import type { DrillResult } from '../../../ops/drill-grade'
import { MINUTE } from '../../../ops/scenario/scenario'
import { serveShippedData } from '../../testing/shipped-data.test-help'
import { openTestStudio } from '../../testing/studio-fixture'
import { actionsOfMoves, lowerService } from './drill-actions'
import { type DrillModels, drillAliases, trainDrillModels } from './drill-models'
import { type ReplayActions, type ReplayResult, replayDrill } from './drill-replay'
import { bestActions, drillServiceStart, fixedTimes, gradeDrill } from './drill-runs'

/** The strategies, in the order of the table. */
export const STRATEGIES = [
  'best',
  'alert',
  'late',
  'nothing',
  'panic',
  'hasty',
  'caution',
  'reduced',
  'wasteful',
  'harmful',
] as const
export type Strategy = (typeof STRATEGIES)[number]

/** Someone acts this many minutes after the fault shows, or after the first alert. */
const REACTION_MINUTES = 2
const LATE_MINUTES = 60
const MANY_REPLICAS = 64

/** What a strategy does; undefined where the drill has no such action. */
function movesOf(drill: Drill, strategy: Strategy, alertMinute: number | undefined): readonly DrillMove[] | undefined {
  const fixes = drill.best.flatMap(({ action }) => (action === 'see' ? [] : [action]))
  const at = (minute: number, ...actions: readonly string[]) =>
    actions.map((action) => ({ at: minute * MINUTE, action }))
  const react = Math.max(...drill.best.map(({ at: moveAt }) => moveAt / MINUTE)) + REACTION_MINUTES
  const has = (id: string) => drill.actions.some((action) => action.id === id)
  switch (strategy) {
    case 'best':
      return at(react, 'see', ...fixes)
    case 'alert':
      return alertMinute === undefined ? undefined : at(alertMinute + REACTION_MINUTES, 'see', ...fixes)
    case 'late':
      return at(react + LATE_MINUTES, 'see', ...fixes)
    case 'nothing':
      return []
    case 'panic':
      return at(0, 'see', ...fixes, ...scalings(drill).map(({ id }) => id))
    case 'hasty':
      return at(0, 'see', ...fixes)
    case 'caution':
      return at(0, ...fixes)
    case 'reduced':
      return has('reduce') ? at(0, 'reduce') : undefined
    case 'wasteful':
      return at(react, 'see', ...fixes, ...scalings(drill).map(({ id }) => id))
    case 'harmful':
      return has('promote') || has('challenger') ? at(react, has('promote') ? 'promote' : 'challenger') : undefined
    default:
      return strategy satisfies never
  }
}

const modelStages = ({ service }: Drill) => service.drawing.nodes.filter(({ kind }) => kind === 'model')

/** Actions that scale every model of a drill. */
function scalings(drill: Drill): readonly DrillAction[] {
  return modelStages(drill).map(({ id }) => ({
    ...{ id: `scale ${id}`, title: `scale ${id}`, about: '' },
    do: { set: id, params: { replicas: MANY_REPLICAS } },
  }))
}

/** An action that lowers the challenger's share to a tenth of the requests, if it gets more. */
function reduction({ service }: Drill): readonly DrillAction[] {
  const split = service.drawing.nodes.find(({ kind, params }) => kind === 'split' && Number(params.challenger) > 10)
  const params = { champion: 90, challenger: 10 }
  return split ? [{ id: 'reduce', title: 'reduce', about: '', do: { set: split.id, params } }] : []
}

export interface DrillScores {
  readonly drill: string
  readonly seed: number
  /** Minutes from the start of the fault to the first alert. */
  readonly alertAfter: number | undefined
  readonly results: Readonly<Partial<Record<Strategy, DrillResult>>>
}

export interface DrillStrategies {
  play(id: string, seed: number, strategies?: readonly Strategy[]): Promise<DrillScores>
  close(): Promise<void>
}

/** Opens a studio in Node that plays drills. Needs `Worker` to be `NodeServing`. */
export async function openDrillStrategies(): Promise<DrillStrategies> {
  const data = await serveShippedData()
  const { studio, close } = await openTestStudio('moons-mlp', undefined, data.base)
  const trained = new Map<string, DrillModels>()
  return {
    async play(id, seed, strategies = STRATEGIES) {
      const shipped = drills.find((drill) => drill.id === id)
      if (!shipped) throw new Error(`no drill ${id}`)
      const seeded = shipped.withSeed(seed)
      const drill = { ...seeded, actions: [...seeded.actions, ...scalings(seeded), ...reduction(seeded)] }
      const records = trained.get(id) ?? (await trainDrillModels(studio, drill, () => undefined))
      trained.set(id, records)
      const begin = { spec: lowerService(drill.service), aliases: drillAliases(drill, records) }
      const start = await drillServiceStart(studio, begin, records, fixedTimes(begin, records))
      /** Replays by their changes: strategies that differ only in what they report change the service in the same way. */
      const known = new Map<string, ReplayResult>()
      const replay = async (changes: ReplayActions['changes']): Promise<ReplayResult> => {
        const key = JSON.stringify(changes)
        const replayed = known.get(key) ?? (await replayDrill(start, drill, { changes, labels: [] }))
        known.set(key, replayed)
        return replayed
      }
      const nothing = await replay([])
      const best = await replay(bestActions(drill, records, begin).changes)
      const faultMinute = drill.faultAt / MINUTE
      const alertMinute = nothing.alertMinutes.find((minute) => minute >= faultMinute)
      const results: Partial<Record<Strategy, DrillResult>> = {}
      for (const strategy of strategies) {
        const moves = movesOf(drill, strategy, alertMinute)
        if (!moves) continue
        const { changes, acts } = actionsOfMoves(drill, records, begin, moves)
        results[strategy] = gradeDrill(drill, acts, { replayed: await replay(changes), nothing, best })
      }
      return { drill: id, seed, alertAfter: alertMinute === undefined ? undefined : alertMinute - faultMinute, results }
    },
    async close() {
      await close()
      data.close()
    },
  }
}
