/** @file fitPaged: where rows are outside of memory, what prepares the columns is fitted in the analysis worker before a run. */
import { toFit } from '../compile/to-job'
import { hasPaged } from '../data/is-paged'
import type { AnalysisClient } from '../protocol/analysis-client'
import type { ReadyData } from './data-session'
import type { Source } from './prepare-run'

/** The data as a run takes them. A set in memory is fitted where the run is made. */
export async function fitPaged(
  analysis: () => Promise<AnalysisClient>,
  { report, content }: Pick<Source, 'report' | 'content'>,
  ready: ReadyData,
): Promise<ReadyData> {
  if (!hasPaged(ready.dataset) || !report.checked) return ready
  const { split, seed, target } = content.plan
  const key = `${ready.key} ${JSON.stringify([split, seed, target, content.data.samples])} fit`
  return { ...ready, fitted: await (await analysis()).ask('fit', { ...ready, key }, toFit(report, content.plan)) }
}
