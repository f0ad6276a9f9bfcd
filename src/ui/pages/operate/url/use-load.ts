/** @file useLoad: a load test as it runs: its samples, told a few times a second, and its results. */
import { useEffect, useRef, useState } from 'react'
import type { LoadPlan } from '../../../../ops/load/plan'
import { type LoadResults, resultsOf, type Sample } from '../../../../ops/load/results'
import { runLoad } from '../../../../ops/load/run-load'
import type { UrlCall, Way } from '../../../../studio/operate/url-controller'
import { useDesk } from '../use-operate'

export interface Load {
  readonly running: boolean
  readonly samples: readonly Sample[]
  readonly results: LoadResults | undefined
  /** Sends what is said of each number. */
  start(plan: LoadPlan, callOf: (index: number) => UrlCall, way: Way): void
  stop(): void
}

const TELL_MS = 250

/** One test at a time; leaving the tab ends it. */
export function useLoad(): Load {
  const desk = useDesk()
  const going = useRef<AbortController>(undefined)
  const [state, setState] = useState<Pick<Load, 'running' | 'samples' | 'results'>>({
    running: false,
    samples: [],
    results: undefined,
  })
  useEffect(() => () => going.current?.abort(), [])

  async function run(
    plan: LoadPlan,
    callOf: (index: number) => UrlCall,
    way: Way,
    own: AbortController,
  ): Promise<void> {
    const samples: Sample[] = []
    const tell = (running: boolean) => {
      if (going.current === own) setState({ running, samples: [...samples], results: resultsOf(samples) })
    }
    const telling = setInterval(() => tell(true), TELL_MS)
    try {
      await runLoad(
        plan,
        {
          now: () => performance.now(),
          until: (time) => sleepUntil(time),
          send: async (index) => {
            const { status, body } = await desk.url.call(callOf(index), way)
            return { status, cold: body.includes('"cold_ms"') }
          },
        },
        { signal: own.signal, onSample: (sample) => samples.push(sample) },
      )
    } finally {
      clearInterval(telling)
      tell(false)
    }
  }
  return {
    ...state,
    start(plan, callOf, way) {
      going.current?.abort()
      const own = new AbortController()
      going.current = own
      setState({ running: true, samples: [], results: undefined })
      void run(plan, callOf, way, own)
    },
    stop: () => going.current?.abort(),
  }
}

/** What is due within a timer's grain is sent at once: a timer of 0 to 4 ms would space a thousand a second out. */
function sleepUntil(time: number): Promise<void> {
  const ms = time - performance.now()
  if (ms <= 0) return Promise.resolve()
  if (ms < 1) return new Promise((resolve) => channelTurn(resolve))
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The next turn of the loop, without the 4 ms that nested timers are held to. */
function channelTurn(then: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    then()
  }
  port2.postMessage(null)
}
