/** @file useLoad: a running load test: its samples, reported a few times per second, and its results. */
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
  /** Sends the call that `callOf` gives for each request number. */
  start(plan: LoadPlan, callOf: (index: number) => UrlCall, way: Way): void
  stop(): void
}

const REPORT_MS = 250

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
    const report = (running: boolean) => {
      if (going.current === own) setState({ running, samples: [...samples], results: resultsOf(samples) })
    }
    const reporting = setInterval(() => report(true), REPORT_MS)
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
      clearInterval(reporting)
      report(false)
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

/** Requests due within the resolution of a timer are sent at once: a timer of 0 to 4 ms would slow down a thousand per second. */
function sleepUntil(time: number): Promise<void> {
  const ms = time - performance.now()
  if (ms <= 0) return Promise.resolve()
  if (ms < 1) return new Promise((resolve) => channelTurn(resolve))
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The next turn of the event loop, without the minimum of 4 ms for nested timers. */
function channelTurn(then: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    then()
  }
  port2.postMessage(null)
}
