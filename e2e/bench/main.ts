/** @file The benchmark page: opens one engine on one task and runs the calls that the script outside the page makes. */
import type { Contestant } from './contest'
import { peers } from './peers'
import { tasks } from './tasks'

let contestant: Contestant | undefined

const bench = {
  /** Every pair of engine and task that can run. */
  entries: () =>
    peers.flatMap((peer) =>
      Object.keys(peer.tasks).map((task) => ({
        peer: peer.name,
        title: peer.title,
        tier: peer.tier,
        ownOptimizer: peer.ownOptimizer === true,
        task,
      })),
    ),
  /** Descriptions of the tasks. */
  tasks: () =>
    Object.values(tasks).map((make) => {
      const { name, title, batch, flops } = make()
      return { name, title, batch, flops }
    }),
  /** Opens a peer on a task; resolves with the milliseconds that took. */
  async open(peerName: string, taskName: string): Promise<number> {
    const began = performance.now()
    const task = tasks[taskName]?.()
    const open = peers.find(({ name }) => name === peerName)?.tasks[taskName]
    if (!task || !open) throw new Error(`${peerName} does not train ${taskName}`)
    contestant = await open(task)
    return performance.now() - began
  },
  async losses(steps: number): Promise<readonly number[]> {
    return opened().losses(steps)
  },
  /** Time of `steps` steps in ms, until the result of the last step is available. */
  async time(steps: number): Promise<number> {
    const began = performance.now()
    await opened().train(steps)
    return performance.now() - began
  },
  /** Counters since the start; Netloom only. */
  counters() {
    return opened().counters?.()
  },
  async replay(steps: number) {
    return opened().replay?.(steps)
  },
  /** The time of each op of a step; Netloom only. */
  async profile() {
    return opened().profile?.()
  },
  /** The WebGPU adapter of this browser. */
  async adapter(): Promise<string> {
    const adapter = await navigator.gpu?.requestAdapter()
    if (!adapter) return 'none'
    const { vendor, architecture, description } = adapter.info
    return [vendor, architecture, description].filter(Boolean).join(' ')
  },
}

function opened(): Contestant {
  if (!contestant) throw new Error('nothing is open')
  return contestant
}

export type Bench = typeof bench
Object.assign(window, { bench })
