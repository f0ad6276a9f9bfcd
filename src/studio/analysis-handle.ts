/** @file The analysis worker of a studio: one, started by the first who asks. Loaded with whoever asks. */
import { type AnalysisClient, openAnalysis } from '../protocol/analysis-client'
import type { AppContext } from './context'

const clients = new WeakMap<AppContext['store'], AnalysisClient>()

/** The one client of a studio. */
export function analysisOf({ store, openAnalysis: open = openAnalysis }: AppContext): AnalysisClient {
  const client = clients.get(store) ?? open()
  clients.set(store, client)
  return client
}
