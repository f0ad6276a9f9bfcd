/**
 * @file useStageTraffic: the traffic of a stage or wire on the canvas, computed for all stages and wires at most twice
 * per second.
 */
import { useCallback, useSyncExternalStore } from 'react'
import { HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import { type StageTraffic, stageTraffic, type WireTraffic, wireTraffic } from './stage-traffic'
import type { OperateState } from '../../../../studio/operate/state'
import { sliceOf } from '../../../../studio/state-slice'
import type { Studio } from '../../../../studio/studio'
import { useStudio } from '../../../studio-context'

const PAUSE_MS = 500
/** Up to this simulation speed, the live numbers cover the last minute; at higher speeds, the last hour. */
const SLOW = 60

interface ServiceTraffic {
  readonly span: number
  readonly byStage: ReadonlyMap<string, StageTraffic>
  readonly byWire: ReadonlyMap<string, WireTraffic>
}

const NOTHING = { byStage: new Map<string, never>(), byWire: new Map<string, never>() }

interface TrafficWatch {
  now: ServiceTraffic
  readonly listeners: Set<() => void>
}

const watches = new WeakMap<Studio['store'], TrafficWatch>()

/** Creates one watch per studio; it computes traffic only while it has listeners. */
function watchOf({ store }: Studio): TrafficWatch {
  const known = watches.get(store)
  if (known) return known
  const watch: TrafficWatch = { now: { span: HOUR, ...NOTHING }, listeners: new Set() }
  watches.set(store, watch)
  let timer: ReturnType<typeof setTimeout> | undefined
  const operate = sliceOf(store, 'operate')
  operate.subscribe((now, before) => {
    const keys = ['log', 'board', 'serving'] as const
    const same = keys.every((key) => now[key] === before[key]) && now.clock.playing === before.clock.playing
    if (same || watch.listeners.size === 0) return
    const update = () => {
      clearTimeout(timer)
      timer = undefined
      watch.now = currentTraffic(operate.getState())
      for (const listener of watch.listeners) listener()
    }
    // When playback pauses, the log is complete, so update immediately.
    if (before.clock.playing && !now.clock.playing) update()
    else timer ??= setTimeout(update, PAUSE_MS)
  })
  return watch
}

/** The numbers of all stages and wires on the canvas, while the service is running. */
export function currentTraffic({ log: view, board, clock, serving }: OperateState): ServiceTraffic {
  const span = clock.speed <= SLOW ? MINUTE : HOUR
  // A stopped service has no live traffic numbers.
  const log = serving.tag === 'on' ? view?.log : undefined
  if (!log?.book || !board) return { span, ...NOTHING }
  const { nodes, wires } = board.store.getState().project.drawing
  const { stages } = log.book
  const kinds = stages.map((id) => nodes.find((node) => node.id === id)?.kind)
  // The clock can be ahead of a log that is still being read; the unread portion must not be counted as a gap in
  // traffic.
  const recent = { at: clock.playing ? log.at : Math.max(clock.at, log.at), span }
  const traffic = stageTraffic(log.fold.buffer, kinds, recent)
  const entries = stages.flatMap((id, i) => (traffic[i] ? [[id, traffic[i]] as const] : []))
  // A newly added stage is not in the log dictionary yet.
  const known = wires.flatMap(({ id, from, to }) => {
    const ends = [stages.indexOf(from), stages.indexOf(to)] as const
    return ends.includes(-1) ? [] : [{ id, ends }]
  })
  const along = wireTraffic(
    log.fold.buffer,
    known.map(({ ends }) => ends),
    recent,
  )
  const byWire = known.flatMap(({ id }, i) => (along[i] ? [[id, along[i]] as const] : []))
  return { span, byStage: new Map(entries), byWire: new Map(byWire) }
}

/** The traffic numbers of one stage; undefined while no requests pass through it. */
export function useStageTraffic(id: string): (StageTraffic & { readonly span: number }) | undefined {
  const { span, byStage } = useTraffic()
  const traffic = byStage.get(id)
  return traffic && { ...traffic, span }
}

/** The traffic numbers of one wire; undefined while no requests reach its source stage. */
export function useWireTraffic(id: string): (WireTraffic & { readonly span: number }) | undefined {
  const { span, byWire } = useTraffic()
  const traffic = byWire.get(id)
  return traffic && { ...traffic, span }
}

function useTraffic(): ServiceTraffic {
  const studio = useStudio()
  const watch = watchOf(studio)
  const subscribe = useCallback(
    (listener: () => void) => {
      // The log may have grown while there were no listeners.
      if (watch.listeners.size === 0) watch.now = currentTraffic(studio.store.getState().operate)
      watch.listeners.add(listener)
      return () => void watch.listeners.delete(listener)
    },
    [studio, watch],
  )
  return useSyncExternalStore(subscribe, () => watch.now)
}
