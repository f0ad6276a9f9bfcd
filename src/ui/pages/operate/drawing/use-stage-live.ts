/** @file useStageLive: the live numbers of a stage or a wire on the canvas, computed for all of them at most twice per second. */
import { useCallback, useSyncExternalStore } from 'react'
import { HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import type { Desk } from '../../../../studio/operate/controller'
import { useDesk } from '../use-operate'
import { type StageLive, stageLive, type WireLive, wiresLive } from './stage-live'

const PAUSE_MS = 500
/** The simulation speed up to which the last minute is shown instead of the last hour. */
const SLOW = 60

interface Numbers {
  readonly span: number
  readonly byStage: ReadonlyMap<string, StageLive>
  readonly byWire: ReadonlyMap<string, WireLive>
}

const NOTHING = { byStage: new Map<string, never>(), byWire: new Map<string, never>() }

interface Watch {
  now: Numbers
  readonly listeners: Set<() => void>
}

const watches = new WeakMap<Desk, Watch>()

/** One watch per controller; it only computes while there are listeners. */
function watchOf(desk: Desk): Watch {
  const known = watches.get(desk)
  if (known) return known
  const watch: Watch = { now: { span: HOUR, ...NOTHING }, listeners: new Set() }
  watches.set(desk, watch)
  let timer: ReturnType<typeof setTimeout> | undefined
  desk.store.subscribe((now, before) => {
    const parts = ['grown', 'board', 'serving'] as const
    const same = parts.every((part) => now[part] === before[part]) && now.clock.playing === before.clock.playing
    if (same || watch.listeners.size === 0) return
    const look = () => {
      clearTimeout(timer)
      timer = undefined
      watch.now = liveNumbers(desk)
      for (const listener of watch.listeners) listener()
    }
    // After a pause the whole log is read.
    if (before.clock.playing && !now.clock.playing) look()
    else timer ??= setTimeout(look, PAUSE_MS)
  })
  return watch
}

/** The numbers of all stages and wires on the canvas, while the service serves. */
export function liveNumbers(desk: Desk): Numbers {
  const { service, board, clock, serving } = desk.store.getState()
  const span = clock.speed <= SLOW ? MINUTE : HOUR
  // A stopped service has no live numbers.
  const log = service === null || !board || serving.tag !== 'on' ? undefined : desk.log()
  if (!log?.book || !board) return { span, ...NOTHING }
  const { nodes, wires } = board.store.getState().project.drawing
  const { stages } = log.book
  const kinds = stages.map((id) => nodes.find((node) => node.id === id)?.kind)
  // The clock can be ahead of a log that is still being read: unread time is not a pause in the traffic.
  const lately = { at: clock.playing ? log.at : Math.max(clock.at, log.at), span }
  const found = stageLive(log.fold.ring, kinds, lately)
  const entries = stages.flatMap((id, i) => (found[i] ? [[id, found[i]] as const] : []))
  // A stage that was just added is not in the book yet.
  const known = wires.flatMap(({ id, from, to }) => {
    const ends = [stages.indexOf(from), stages.indexOf(to)] as const
    return ends.includes(-1) ? [] : [{ id, ends }]
  })
  const along = wiresLive(
    log.fold.ring,
    known.map(({ ends }) => ends),
    lately,
  )
  const byWire = known.flatMap(({ id }, i) => (along[i] ? [[id, along[i]] as const] : []))
  return { span, byStage: new Map(entries), byWire: new Map(byWire) }
}

/** The numbers of one stage; undefined while nothing passes it. */
export function useStageLive(id: string): (StageLive & { readonly span: number }) | undefined {
  const { span, byStage } = useNumbers()
  const found = byStage.get(id)
  return found && { ...found, span }
}

/** The numbers of one wire; undefined while no request reaches its start. */
export function useWireLive(id: string): (WireLive & { readonly span: number }) | undefined {
  const { span, byWire } = useNumbers()
  const found = byWire.get(id)
  return found && { ...found, span }
}

function useNumbers(): Numbers {
  const desk = useDesk()
  const watch = watchOf(desk)
  const subscribe = useCallback(
    (listener: () => void) => {
      // The log may have grown while there were no listeners.
      if (watch.listeners.size === 0) watch.now = liveNumbers(desk)
      watch.listeners.add(listener)
      return () => void watch.listeners.delete(listener)
    },
    [desk, watch],
  )
  return useSyncExternalStore(subscribe, () => watch.now)
}
