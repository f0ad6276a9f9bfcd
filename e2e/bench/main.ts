/** @file The page of the benchmark: opens one engine on one task and does what the script outside asks. */
import type { Contestant } from './contest'
import { peers } from './peers'
import { tasks } from './tasks'

let contestant: Contestant | undefined

const bench = {
  /** Every pair that can run: what the script chooses from. */
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
  /** What the tasks are. */
  tasks: () =>
    Object.values(tasks).map((make) => {
      const { name, title, batch, flops } = make()
      return { name, title, batch, flops }
    }),
  /** Opens a peer on a task; milliseconds it took. */
  async open(peerName: string, taskName: string): Promise<number> {
    const began = performance.now()
    const task = tasks[taskName]?.()
    const open = peers.find(({ name }) => name === peerName)?.tasks[taskName]
    if (!task || !open) throw new Error(`${peerName} does not train ${taskName}`)
    contestant = await open(task)
    return performance.now() - began
  },
  async losses(steps: number): Promise<readonly number[]> {
    return present().losses(steps)
  },
  /** Milliseconds of `steps` steps, to the last number of the last. */
  async time(steps: number): Promise<number> {
    const began = performance.now()
    await present().train(steps)
    return performance.now() - began
  },
  /** What the steps so far took; of ours alone. */
  counters() {
    return present().counters?.()
  },
  async replay(steps: number) {
    return present().replay?.(steps)
  },
  /** Where the time of a step goes; of ours alone. */
  async profile() {
    return present().profile?.()
  },
  /** The WebGPU adapter of this browser. */
  async adapter(): Promise<string> {
    const adapter = await navigator.gpu?.requestAdapter()
    if (!adapter) return 'none'
    const { vendor, architecture, description } = adapter.info
    return [vendor, architecture, description].filter(Boolean).join(' ')
  },
}

function present(): Contestant {
  if (!contestant) throw new Error('nothing is open')
  return contestant
}

export type Bench = typeof bench
Object.assign(window, { bench })
