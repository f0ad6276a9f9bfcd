/** @file Tests that a job whose worker ends without an event is refused within 10 seconds, and not only after Cancel. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import '../messages/en/ingest'
import { workersText } from '../messages/en/studio/datasets'
import { formatMessage, message } from '../messages/message'
import { type AnalysisData, openAnalysis } from './analysis-client'
import { readModelFile } from './export-client'
import { openIngest } from './ingest-client'

/** The names of the workers that run; each holds a lock of its name, as `workers/` do. */
const running: { name: string }[] = []

class SilentWorker {
  onmessage = null
  onerror = null
  onmessageerror = null
  constructor(_url: URL, { name }: WorkerOptions) {
    running.push({ name: name ?? '' })
  }
  postMessage() {}
  terminate() {}
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Worker', SilentWorker)
  vi.stubGlobal('navigator', { locks: { query: async () => ({ held: [...running] }) } })
  vi.stubGlobal('ErrorEvent', class extends Event {})
  onTestFinished(() => {
    running.length = 0
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
})

const NO_DATA = { key: 'none', dataset: { schema: {}, columns: [] }, split: {} } as unknown as AnalysisData

test.each<[string, () => Promise<unknown>, why: string]>([
  ['an import', () => openIngest().look([], {}), formatMessage(message('ingest-gone', {}))],
  ['an analysis', () => openAnalysis().ask('profile', NO_DATA, {} as never), workersText.analysisStopped],
  ['the import of a model', () => readModelFile(new Uint8Array(1)), workersText.readStopped],
])('%s', async (_, start, why) => {
  let refused: string | undefined
  start().catch((error: Error) => {
    refused = error.message
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect([running.length, refused]).toEqual([1, undefined])
  running.length = 0
  await vi.advanceTimersByTimeAsync(10_000)
  expect(refused).toBe(why)
})
