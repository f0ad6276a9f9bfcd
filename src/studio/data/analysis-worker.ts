/** @file The analysis worker of a studio, started on first use. Loaded lazily by the code that needs it. */
import { type AnalysisClient, openAnalysis } from '../../protocol/analysis-client'
import type { AppContext } from '../context'

const clients = new WeakMap<AppContext['store'], AnalysisClient>()

/** The studio's shared analysis client; opens the worker on first use. */
export function analysisOf({ store, openAnalysis: open = openAnalysis }: AppContext): AnalysisClient {
  const client = clients.get(store) ?? open()
  clients.set(store, client)
  return client
}
