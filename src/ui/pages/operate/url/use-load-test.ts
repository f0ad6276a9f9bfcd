/**
 * @file useLoadTest: runs a load test and provides its samples, which are updated a few times per second, and its
 * results.
 */
import { useEffect, useRef, useState } from 'react'
import type { LoadPlan } from '../../../../ops/load-test'
import { type LoadResults, runLoad, type Sample, summarizeLoad } from '../../../../ops/load-test'
import type { CallRoute, UrlCall } from '../../../../studio/operate/url-controller'
import { useStudio } from '../../../studio-context'

export interface LoadTest {
  readonly running: boolean
  readonly samples: readonly Sample[]
  readonly results: LoadResults | undefined
  /** Starts a load test that sends the call returned by `callOf` for each request index. */
  start(plan: LoadPlan, callOf: (index: number) => UrlCall, target: CallRoute): void
  stop(): void
}

const REPORT_MS = 250

/** Only one test runs at a time; leaving the tab stops it. */
export function useLoadTest(): LoadTest {
  const studio = useStudio()
  const active = useRef<AbortController>(undefined)
  const [state, setState] = useState<Pick<LoadTest, 'running' | 'samples' | 'results'>>({
    running: false,
    samples: [],
    results: undefined,
  })
  useEffect(() => () => active.current?.abort(), [])

  async function run(
    plan: LoadPlan,
    callOf: (index: number) => UrlCall,
    target: CallRoute,
    own: AbortController,
  ): Promise<void> {
    const samples: Sample[] = []
    const report = (running: boolean) => {
      if (active.current === own) setState({ running, samples: [...samples], results: summarizeLoad(samples) })
    }
    const reporting = setInterval(() => report(true), REPORT_MS)
    try {
      await runLoad(
        plan,
        {
          now: () => performance.now(),
          until: (time) => sleepUntil(time),
          send: async (index) => {
            const { status, body } = await studio.run('service.call', { ...callOf(index), way: target })
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
    start(plan, callOf, target) {
      active.current?.abort()
      const own = new AbortController()
      active.current = own
      setState({ running: true, samples: [], results: undefined })
      void run(plan, callOf, target, own)
    },
    stop: () => active.current?.abort(),
  }
}

/**
 * Requests that are due within the timer resolution are sent immediately, because a timer of 0 to 4 ms would make a
 * rate of a thousand requests per second impossible.
 */
function sleepUntil(time: number): Promise<void> {
  const ms = time - performance.now()
  if (ms <= 0) return Promise.resolve()
  if (ms < 1) return new Promise((resolve) => channelTurn(resolve))
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Continues in the next turn of the event loop, avoiding the minimum delay of 4 ms for nested timers. */
function channelTurn(then: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    then()
  }
  port2.postMessage(null)
}
